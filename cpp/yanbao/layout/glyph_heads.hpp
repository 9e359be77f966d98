#pragma once
// Names of narrow columns that stand so close that they look like words of one line.

#include "yanbao/layout/glyph_rows.hpp"

namespace yanbao::layout {

/// Parts such a line where its wider gaps stand over white between the cells of the rows below it.
void part_close_headers(ChunkPage& page, std::vector<GlyphRow>& rows);

} // namespace yanbao::layout
