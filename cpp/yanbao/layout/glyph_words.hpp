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
/// share it as a font would.  From the first word on that would make more than `most` glyphs nothing is put; gives how
/// many characters are left out so.
std::size_t put_words(GlyphPage& page, std::span<const PageWord> words, std::size_t most);

} // namespace yanbao::layout
