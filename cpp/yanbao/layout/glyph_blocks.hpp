#pragma once
// The third stage of the glyph door: paragraphs, titles and tables of a region.

#include "yanbao/layout/glyph_grid.hpp"

namespace yanbao::layout {

/// A table, or a paragraph where `table` is empty.
struct GlyphBlock {
    std::vector<Region> lines;
    GlyphGrid table;
};

std::vector<GlyphBlock> blocks_of(ChunkPage& page, const Region& region);

} // namespace yanbao::layout
