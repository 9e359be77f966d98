// The glyph door on arbitrary pages: characters anywhere, of any size, also at places that are no numbers.

#include "reading.hpp"
#include "yanbao/layout/glyph_text.hpp"

#include <bit>

using namespace yanbao;

namespace {

// Eight bytes a glyph: character, x and y in eighths of a point, size, and what is odd about it.
constexpr std::size_t bytes_a_glyph = 8;
enum Odd : std::uint8_t { new_page = 1, turned = 2, upright = 4, raw_place = 8 };

layout::GlyphPages pages_of(const std::uint8_t* data, std::size_t size) {
    const auto pair = [&](std::size_t at) {
        return static_cast<std::uint16_t>(data[at] | (data[at + 1] << 8));
    };
    layout::GlyphPages pages;
    pages.pages.push_back({595, 842, layout::PageSource::text, {}});
    for (std::size_t at = 0; at + bytes_a_glyph <= size; at += bytes_a_glyph) {
        const std::uint8_t odd = data[at + 7];
        if ((odd & new_page) != 0) pages.pages.push_back({595, 842, layout::PageSource::text, {}});
        const char32_t cp = pair(at);
        float x = static_cast<float>(pair(at + 2)) / 8, y = static_cast<float>(pair(at + 4)) / 8;
        if ((odd & raw_place) != 0) x = std::bit_cast<float>(static_cast<std::uint32_t>(pair(at + 2)) << 16);
        const float high = static_cast<float>(data[at + 6]) / 4, wide = cp >= 0x2E80 ? high : high / 2;
        const float angle = (odd & turned) != 0 ? 37.0F : (odd & upright) != 0 ? 90.0F : 0.0F;
        pages.pages.back().glyphs.push_back(
            {cp, {x, y - 0.9F * high, x + wide, y + 0.2F * high}, x, y, high, angle});
    }
    return pages;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const layout::GlyphPages pages = pages_of(data, size);
    const auto read = [&] { return fuzz::read(layout::read_glyphs(pages, fuzz::shipped_words(), Limits{})); };
    try {
        fuzz::require(read() == read());
    } catch (const Error&) { // what cannot be read says so with a typed error
        return 0;
    }
    return 0;
}
