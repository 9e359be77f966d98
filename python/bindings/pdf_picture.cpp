#include "pdf_picture.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::python {

namespace {

constexpr int most_pixels_a_side = 8'000;
constexpr float largest_page = 1e8F; ///< pixels; of a page only the piece is drawn

} // namespace

Picture picture_of(const Pdfium& pdf, const PdfDocument& document, int number, const layout::Box& piece,
                   float scale) {
    const PdfHandle page = document.page(pdf, number - 1);
    if (!page) throw ParseError("the PDF", 0, "the page cannot be opened");
    const PageView view(pdf, page.get());
    const float longest = std::max(piece.x1 - piece.x0, piece.y1 - piece.y0);
    // the whole piece at one scale, however large
    scale = std::min(scale, static_cast<float>(most_pixels_a_side) / std::max(longest, 1.0F));
    const auto pixels = [&](float points) {
        return std::clamp(static_cast<int>(std::lround(points * scale)), 1, most_pixels_a_side);
    };
    Picture out{pixels(piece.x1 - piece.x0), pixels(piece.y1 - piece.y0), {}};
    const PdfHandle bitmap(pdf.make_bitmap(out.width, out.height, 0), pdf.free_bitmap);
    if (!bitmap) throw ParseError("the PDF", 0, "a page's picture cannot be made: too little memory");
    pdf.fill(bitmap.get(), 0, 0, out.width, out.height, 0xFFFFFFFF);
    const auto of_page = [&](float points) {
        return static_cast<int>(std::lround(std::clamp(points * scale, -largest_page, largest_page)));
    };
    constexpr int with_annotations = 1;
    pdf.render(bitmap.get(), page.get(), -of_page(piece.x0), -of_page(piece.y0), of_page(view.width),
               of_page(view.height), 0, with_annotations);
    const auto* from = static_cast<const unsigned char*>(pdf.pixels(bitmap.get()));
    const auto stride = static_cast<std::size_t>(pdf.stride(bitmap.get()));
    const auto width = static_cast<std::size_t>(out.width), height = static_cast<std::size_t>(out.height);
    out.rgb.reserve(3 * width * height);
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x)
            for (const std::size_t channel : {2, 1, 0}) // the bitmap is BGRx
                out.rgb += static_cast<char>(from[y * stride + 4 * x + channel]);
    return out;
}

} // namespace yanbao::python
