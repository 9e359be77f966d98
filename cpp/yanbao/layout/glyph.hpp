#pragma once
// A page as a reader of PDF hands it over: characters with their places.  The core knows no PDF.

#include "yanbao/base/finding.hpp"

#include <cstdint>
#include <vector>

namespace yanbao::layout {

/// Points, origin at the top left of the page as it is shown.
struct Box {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    friend constexpr bool operator==(const Box&, const Box&) = default;
};

struct Glyph {
    char32_t cp = 0;
    Box box;         ///< of its advance, not of its ink: neighbours in a word touch
    float x = 0;     ///< where it starts on its baseline
    float y = 0;     ///< the baseline
    float size = 0;  ///< of the font, as shown
    float angle = 0; ///< degrees that its line is turned clockwise, as shown
};

struct GlyphPage {
    float width = 0, height = 0;
    std::vector<Glyph> glyphs;
};

/// A document's pages; `findings` are those of the reader (pages that are damaged, limits).
struct GlyphPages {
    std::vector<GlyphPage> pages;
    std::vector<Finding> findings;
};

} // namespace yanbao::layout
