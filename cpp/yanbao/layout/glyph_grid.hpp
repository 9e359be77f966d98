#pragma once
// Columns of a table that has no rules: the white space that its rows share.

#include "yanbao/layout/glyph_rows.hpp"

#include <span>

namespace yanbao::layout {

/// Chunks by row and column; blank cells are empty.
using GlyphGrid = std::vector<std::vector<Region>>;

GlyphGrid grid_of(const ChunkPage& page, std::span<const GlyphRow> rows);

} // namespace yanbao::layout
