#include "pages.hpp"
#include "pdfium.hpp"
#include "pybind.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/base/limits.hpp"
#include "yanbao/layout/glyph_pack.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::python {

namespace {

using layout::Box;
using layout::Glyph;
using layout::GlyphPage;
using layout::GlyphPages;

constexpr int most_pixels_a_side = 8'000;

// A page's own space, whose y grows upwards, as the page is shown: cut to its box and turned.
struct View {
    Pdfium::Rect box;
    int turns = 0; ///< quarter turns clockwise
    float width = 0, height = 0;

    View(const Pdfium& pdf, void* page) {
        pdf.page_box(page, &box);
        if (box.left > box.right) std::swap(box.left, box.right);
        if (box.bottom > box.top) std::swap(box.bottom, box.top);
        turns = ((pdf.page_rotation(page) % 4) + 4) % 4;
        width = box.right - box.left;
        height = box.top - box.bottom;
        if (turns % 2 == 1) std::swap(width, height);
    }

    std::pair<float, float> point(double x, double y) const {
        const auto right = static_cast<float>(x - box.left), up = static_cast<float>(y - box.bottom);
        switch (turns) {
        case 1: return {up, right};
        case 2: return {width - right, up};
        case 3: return {width - up, height - right};
        default: return {right, height - up};
        }
    }
    Box area(const Pdfium::Rect& r) const {
        const auto [ax, ay] = point(r.left, r.top);
        const auto [bx, by] = point(r.right, r.bottom);
        const auto within = [](float v, float most) { return std::clamp(v, 0.0F, most); };
        return {within(std::min(ax, bx), width), within(std::min(ay, by), height),
                within(std::max(ax, bx), width), within(std::max(ay, by), height)};
    }
};

class DocumentReader {
  public:
    DocumentReader(const Pdfium& pdf, std::string_view bytes, const Limits& limits)
        : pdf_(pdf), limits_(limits),
          document_(pdf.load_document(bytes.data(), bytes.size(), nullptr), pdf.close_document) {
        if (!document_) refuse();
        count_ = std::max(0, pdf_.page_count(document_.get()));
        if (count_ == 0) throw ParseError("the PDF", 0, "it has no pages");
    }

    GlyphPages run() {
        const auto pages =
            static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(count_), limits_.pages));
        if (pages < count_)
            note("limit", "the document has more than pages pages: those beyond are left out",
                 static_cast<std::uint32_t>(count_ - pages));
        for (int i = 0; i < pages; ++i) read_page(i);
        if (dropped_ > 0) note("limit", "characters beyond glyphs_per_page or glyphs are left out", dropped_);
        return std::move(out_);
    }

    // RGB of a piece of a page.
    std::tuple<int, int, std::string> picture(int number, const Box& piece, float scale) const {
        const PdfHandle page(pdf_.load_page(document_.get(), number - 1), pdf_.close_page);
        if (!page) throw ParseError("the PDF", 0, "the page cannot be opened");
        const View view(pdf_, page.get());
        const auto pixels = [&](float points) {
            return std::clamp(static_cast<int>(std::lround(points * scale)), 1, most_pixels_a_side);
        };
        const int width = pixels(piece.x1 - piece.x0), height = pixels(piece.y1 - piece.y0);
        const PdfHandle bitmap(pdf_.make_bitmap(width, height, 0), pdf_.free_bitmap);
        if (!bitmap) throw LimitExceeded("pixels", most_pixels_a_side, static_cast<std::size_t>(width));
        pdf_.fill(bitmap.get(), 0, 0, width, height, 0xFFFFFFFF);
        constexpr int with_annotations = 1;
        pdf_.render(bitmap.get(), page.get(), -static_cast<int>(std::lround(piece.x0 * scale)),
                    -static_cast<int>(std::lround(piece.y0 * scale)), pixels(view.width), pixels(view.height),
                    0, with_annotations);
        const auto* from = static_cast<const unsigned char*>(pdf_.pixels(bitmap.get()));
        const auto stride = static_cast<std::size_t>(pdf_.stride(bitmap.get()));
        std::string rgb;
        for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y)
            for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x)
                for (const std::size_t channel : {2, 1, 0}) // the bitmap is BGRx
                    rgb += static_cast<char>(from[y * stride + 4 * x + channel]);
        return {width, height, std::move(rgb)};
    }

  private:
    [[noreturn]] void refuse() const {
        constexpr unsigned long wrong_password = 4, unknown_security = 5;
        const unsigned long error = pdf_.last_error();
        if (error == wrong_password || error == unknown_security)
            throw ParseError("the PDF", 0,
                             "it is encrypted: open it with its password and save it without one");
        throw ParseError("the PDF", 0, "it is cut or damaged: fetch it again, or print it to a new PDF");
    }

    void note(std::string_view code, std::string what, std::uint32_t count = 1) {
        out_.findings.push_back({std::string(code), Severity::warning, "report", count, std::move(what), {}});
    }

    void read_page(int index) {
        GlyphPage& out = out_.pages.emplace_back();
        const std::string name = "page " + std::to_string(index + 1);
        const PdfHandle page(pdf_.load_page(document_.get(), index), pdf_.close_page);
        const PdfHandle text(page ? pdf_.load_text(page.get()) : nullptr, pdf_.close_text);
        if (!text) {
            note("page_damaged", name + " is damaged: nothing is read from it");
            return;
        }
        const View view(pdf_, page.get());
        out.width = view.width;
        out.height = view.height;
        const int count = std::max(0, pdf_.count_chars(text.get()));
        const std::size_t room = std::min(limits_.glyphs_per_page, limits_.glyphs - taken_);
        out.glyphs.reserve(std::min(static_cast<std::size_t>(count), room));
        for (int i = 0; i < count; ++i) {
            if (pdf_.is_generated(text.get(), i) == 1) continue;
            if (out.glyphs.size() == room) {
                dropped_ += static_cast<std::uint32_t>(count - i);
                break;
            }
            take(text.get(), i, i + 1 < count, view, out);
        }
        taken_ += out.glyphs.size();
        if (out.glyphs.empty() && pdf_.page_objects(page.get()) > 0)
            note("no_text_layer", name + " holds no text, only pictures: nothing is read from it");
    }

    void take(void* text, int i, bool is_followed, const View& view, GlyphPage& out) const {
        Pdfium::Rect box;
        Pdfium::Matrix m;
        double x = 0, y = 0;
        if (!pdf_.loose_box(text, i, &box) || !pdf_.origin(text, i, &x, &y) || !pdf_.matrix(text, i, &m))
            return;
        Glyph& g = out.glyphs.emplace_back();
        g.cp = pdf_.unicode(text, i);
        g.box = view.area(box);
        std::tie(g.x, g.y) = view.point(x, y);
        g.size = static_cast<float>(pdf_.font_size(text, i)) * std::hypot(m.c, m.d);
        constexpr float degrees = 57.29578F;
        g.angle = -std::atan2(m.b, m.a) * degrees + 90.0F * static_cast<float>(view.turns);
        double next_x = 0, next_y = 0;
        if (!is_followed) {
            trim_as_its_like(g, out);
            return;
        }
        if (!pdf_.origin(text, i + 1, &next_x, &next_y)) return;
        const double scale = std::hypot(m.a, m.b);
        // a character that PDFium adds stands where this one's advance ends, but for the matrix
        const bool added = pdf_.is_generated(text, i + 1) == 1;
        const double along = added ? (next_x - x) * scale : ((next_x - x) * m.a + (next_y - y) * m.b) / scale;
        if (scale <= 0 || along <= 0) return;
        const auto [end_x, end_y] = view.point(x + along * m.a / scale, y + along * m.b / scale);
        trim(g, end_x, end_y);
    }

    // The last of a page: as wide as the same character before it.
    static void trim_as_its_like(Glyph& g, const GlyphPage& page) {
        const auto same = std::find_if(page.glyphs.begin(), page.glyphs.end() - 1, [&](const Glyph& like) {
            return like.cp == g.cp && like.size == g.size && like.angle == g.angle;
        });
        if (same != page.glyphs.end() - 1) trim(g, g.x + same->box.x1 - same->x, g.y);
    }

    // PDFium's box covers the ink too, which of a font that the document lacks depends on what was drawn before.
    static void trim(Glyph& g, float end_x, float end_y) {
        const float across = std::abs(end_x - g.x), down = std::abs(end_y - g.y);
        Box& box = g.box;
        if (across > 100 * down) {
            if (end_x > g.x)
                box.x0 = std::max(box.x0, g.x), box.x1 = std::max(box.x0, std::min(box.x1, end_x));
            else
                box.x1 = std::min(box.x1, g.x), box.x0 = std::min(box.x1, std::max(box.x0, end_x));
        } else if (down > 100 * across) {
            if (end_y > g.y)
                box.y0 = std::max(box.y0, g.y), box.y1 = std::max(box.y0, std::min(box.y1, end_y));
            else
                box.y1 = std::min(box.y1, g.y), box.y0 = std::min(box.y1, std::max(box.y0, end_y));
        }
    }

    const Pdfium& pdf_;
    const Limits& limits_;
    PdfHandle document_;
    int count_ = 0;
    std::size_t taken_ = 0;
    std::uint32_t dropped_ = 0;
    GlyphPages out_;
};

std::unique_ptr<Pages> pages_of_pdf(const Pdfium& pdf, const py::bytes& bytes, const Limits& limits) {
    const auto view = static_cast<std::string_view>(bytes);
    const py::gil_scoped_release other_threads_run;
    const std::lock_guard alone(Pdfium::lock());
    return std::make_unique<Pages>(Pages{DocumentReader(pdf, view, limits).run()});
}

std::tuple<int, int, py::bytes> picture(const Pdfium& pdf, const py::bytes& bytes, int page,
                                        const std::tuple<float, float, float, float>& box, float scale) {
    const auto view = static_cast<std::string_view>(bytes);
    const auto [x0, y0, x1, y1] = box;
    std::tuple<int, int, std::string> drawn;
    {
        const py::gil_scoped_release other_threads_run;
        const std::lock_guard alone(Pdfium::lock());
        drawn = DocumentReader(pdf, view, Limits{}).picture(page, {x0, y0, x1, y1}, scale);
    }
    return {std::get<0>(drawn), std::get<1>(drawn), py::bytes(std::get<2>(drawn))};
}

} // namespace

Pdfium::Pdfium(const std::map<std::string, std::uintptr_t>& addresses) {
    const auto find = [&](auto& function, const char* name) {
        const auto at = addresses.find(name);
        if (at == addresses.end() || at->second == 0) throw UnknownName("function of PDFium", name);
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(at->second);
    };
    find(load_document, "FPDF_LoadMemDocument64");
    find(last_error, "FPDF_GetLastError");
    find(close_document, "FPDF_CloseDocument");
    find(page_count, "FPDF_GetPageCount");
    find(load_page, "FPDF_LoadPage");
    find(close_page, "FPDF_ClosePage");
    find(page_box, "FPDF_GetPageBoundingBox");
    find(page_rotation, "FPDFPage_GetRotation");
    find(page_objects, "FPDFPage_CountObjects");
    find(load_text, "FPDFText_LoadPage");
    find(close_text, "FPDFText_ClosePage");
    find(count_chars, "FPDFText_CountChars");
    find(unicode, "FPDFText_GetUnicode");
    find(is_generated, "FPDFText_IsGenerated");
    find(loose_box, "FPDFText_GetLooseCharBox");
    find(origin, "FPDFText_GetCharOrigin");
    find(matrix, "FPDFText_GetMatrix");
    find(font_size, "FPDFText_GetFontSize");
    find(make_bitmap, "FPDFBitmap_Create");
    find(fill, "FPDFBitmap_FillRect");
    find(render, "FPDF_RenderPageBitmap");
    find(pixels, "FPDFBitmap_GetBuffer");
    find(stride, "FPDFBitmap_GetStride");
    find(free_bitmap, "FPDFBitmap_Destroy");
}

std::mutex& Pdfium::lock() {
    static std::mutex one;
    return one;
}

void bind_pdf(py::module_& m) {
    py::class_<Pdfium>(m, "Pdfium", "PDFium's functions, by their addresses.")
        .def(py::init<const std::map<std::string, std::uintptr_t>&>(), py::arg("addresses"));
    py::class_<Pages>(m, "Pages", "Glyphs of a document's pages, immutable.")
        .def("__len__", [](const Pages& p) { return p.glyphs.pages.size(); })
        .def(
            "pack", [](const Pages& p) { return py::bytes(layout::pack(p.glyphs)); }, "As bytes, for a pipe.")
        .def_static(
            "unpack",
            [](const py::bytes& bytes) {
                return std::make_unique<Pages>(Pages{layout::unpack(static_cast<std::string_view>(bytes))});
            },
            py::arg("bytes"), "What `pack` made.");
    m.def("pdf_pages", pages_of_pdf, py::arg("pdfium"), py::arg("pdf"), py::arg("limits"),
          "Reads a PDF's glyphs.");
    m.def("pdf_picture", picture, py::arg("pdfium"), py::arg("pdf"), py::arg("page"), py::arg("box"),
          py::arg("scale"), "Width, height and RGB of a piece of a page.");
}

} // namespace yanbao::python
