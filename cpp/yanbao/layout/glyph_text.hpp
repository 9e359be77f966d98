#pragma once
// The glyph door: pages of glyphs become the text that the text door reads, which then reads it.

#include "yanbao/layout/document.hpp"
#include "yanbao/layout/glyph.hpp"

namespace yanbao::layout {

/// What the layout writes of the pages: a paragraph a line, rows of a table as cells between tabs, a blank line
/// between blocks; and where each byte is printed.
struct PageText {
    std::string text;
    PageMap map;
    std::vector<Finding> findings;
};
PageText write_text(const GlyphPages& pages, const lexicon::Lexicon& lexicon, const Limits& limits);

/// Throws what read_text throws.
Document read_glyphs(const GlyphPages& pages, const lexicon::Lexicon& lexicon, const Limits& limits);

} // namespace yanbao::layout
