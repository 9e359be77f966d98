#pragma once
// White space from the top down that parts columns of a page, and not the columns of a table.

#include "yanbao/layout/glyph_chunks.hpp"

#include <optional>
#include <span>

namespace yanbao::layout {

struct Gutter {
    std::size_t begin = 0, end = 0; ///< of the region: what stands on either side of it
    float x = 0;                    ///< what starts left of it is of the left column
    float height = 0;
    bool of_tables = false; ///< two tables side by side, each with its own years
};

/// The tallest gutter of a region that parts two readings; nothing where there is one column.
std::optional<Gutter> widest_gutter(const ChunkPage& page, std::span<const std::uint32_t> region);

} // namespace yanbao::layout
