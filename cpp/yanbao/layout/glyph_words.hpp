#pragma once
// Words that someone read off a picture of a page, as the glyphs that would have printed them.

#include "yanbao/layout/glyph.hpp"

#include <span>
#include <string>

namespace yanbao::layout {

struct PageWord {
    std::string text; ///< UTF-8, of one line and without white space
    Box box;          ///< around its ink
};

/// In place of what the page holds.  A reader of pictures knows a word's box better than that of its characters, which
/// share it as a font would.
void put_words(GlyphPage& page, std::span<const PageWord> words);

} // namespace yanbao::layout
