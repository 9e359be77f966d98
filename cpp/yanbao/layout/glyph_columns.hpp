#pragma once
// The second stage of the glyph door: columns, side bars and tables that stand side by side.

#include "yanbao/layout/glyph_chunks.hpp"

namespace yanbao::layout {

/// Chunks (of ChunkPage::chunks) that are read from the top down, and do so in that order.
using Region = std::vector<std::uint32_t>;

/// The page's regions in reading order.
std::vector<Region> regions_of(const ChunkPage& page);

} // namespace yanbao::layout
