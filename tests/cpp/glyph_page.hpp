#pragma once
// Pages of glyphs made by hand: each word is set at a place, every character as wide as its font asks.

#include "shipped.hpp"

#include "yanbao/layout/glyph_text.hpp"
#include "yanbao/lexicon/fold.hpp"

namespace yanbao::test {

class PageMaker {
  public:
    PageMaker() { pages.pages.push_back({595, 842, layout::PageSource::text, {}}); }

    /// Text that starts at x on the baseline y: Chinese is as wide as high, all else half as wide.
    PageMaker& put(float x, float y, std::string_view text, float size = 10, float angle = 0) {
        for (std::size_t at = 0; at < text.size();) {
            const auto [cp, bytes] = lexicon::decode(text, at);
            at += bytes;
            const float width = cp >= 0x2E80 ? size : size / 2;
            pages.pages.back().glyphs.push_back(
                {cp, {x, y - 0.9F * size, x + width, y + 0.2F * size}, x, y, size, angle});
            x += width;
        }
        return *this;
    }
    /// The same, so that it ends at x.
    PageMaker& put_right(float x, float y, std::string_view text, float size = 10) {
        float width = 0;
        for (std::size_t at = 0; at < text.size();) {
            const auto [cp, bytes] = lexicon::decode(text, at);
            at += bytes;
            width += cp >= 0x2E80 ? size : size / 2;
        }
        return put(x - width, y, text, size);
    }
    PageMaker& page() {
        pages.pages.push_back({595, 842, layout::PageSource::text, {}});
        return *this;
    }
    layout::PageText written() const { return layout::write_text(pages, shipped_lexicon(), Limits{}); }
    std::string text() const { return written().text; }

    layout::GlyphPages pages;
};

} // namespace yanbao::test
