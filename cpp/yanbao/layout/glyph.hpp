#pragma once
// A page as a reader of PDF hands it over: characters with their places.  The core knows no PDF.

#include "yanbao/base/finding.hpp"
#include "yanbao/layout/page_box.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace yanbao::layout {

/// Stands for a character that the document draws and does not name.
constexpr char32_t unnamed = 0xFFFD;

struct Glyph {
    char32_t cp = 0;
    Box box;         ///< of its advance, not of its ink: neighbours in a word touch
    float x = 0;     ///< where it starts on its baseline
    float y = 0;     ///< the baseline
    float size = 0;  ///< of the font, as shown
    float angle = 0; ///< degrees that its line is turned clockwise, as shown
};

/// Quarter turns clockwise of a line, or -1 where it stands askew.
inline int quarter_turns(float angle) noexcept {
    constexpr float askew = 3.0F; // degrees
    const float turns = angle / 90.0F;
    const float whole = std::round(turns);
    if (!(std::abs(turns - whole) * 90.0F <= askew)) return -1;
    return (static_cast<int>(whole) % 4 + 4) % 4;
}

/// Where a page's glyphs come from.
enum class PageSource : std::uint8_t {
    text,       ///< its own text, or it is blank
    picture,    ///< it shows little text or none that can be read, only what is drawn
    recognized, ///< such a page, whose words someone read off its picture
};

struct GlyphPage {
    float width = 0, height = 0;
    PageSource source = PageSource::text;
    std::vector<Glyph> glyphs;

    /// A document may place text beside the part of a page that a reader sees: the middle of the glyph decides.
    bool shows(const Glyph& g) const noexcept {
        const float across = g.box.x0 + g.box.x1, down = g.box.y0 + g.box.y1;
        return across >= 0 && across <= 2 * width && down >= 0 && down <= 2 * height;
    }
    /// What of a box is seen.
    Box cut(const Box& box) const noexcept {
        const auto within = [](float v, float most) { return std::min(std::max(v, 0.0F), most); };
        return {within(box.x0, width), within(box.y0, height), within(box.x1, width), within(box.y1, height)};
    }
};

/// A document's pages; `findings` are those of the reader (pages that are damaged, limits).
struct GlyphPages {
    std::vector<GlyphPage> pages;
    std::vector<Finding> findings;
};

} // namespace yanbao::layout
