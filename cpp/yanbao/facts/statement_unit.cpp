#include "yanbao/facts/statement_unit.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

constexpr std::uint32_t most_blocks_to_unit = 40; ///< between a heading with a unit and its tables
constexpr std::uint32_t most_lines_to_unit = 3,
                        longest_unit_line = 16; ///< a line of a unit alone, be it at every table

} // namespace

FigureUnit unit_over(const Context& context, const table::Grid& grid) {
    const FigureUnit in_caption = unit_in(context, grid.caption);
    if (in_caption.known) return in_caption;
    const auto& blocks = context.document.blocks;
    for (std::uint32_t i = grid.block, n = 0; i-- > 0 && n < most_lines_to_unit; ++n) {
        if (blocks[i].kind == layout::BlockKind::table || blocks[i].atoms.size() > longest_unit_line) break;
        if (const FigureUnit unit = unit_in(context, blocks[i].atoms);
            unit.known && unit.dimension == "money")
            return unit;
    }
    std::uint32_t level = 255;
    const std::uint32_t last = grid.block - std::min(grid.block, most_blocks_to_unit);
    for (std::uint32_t i = grid.block; i-- > last && level > 1;) {
        if (blocks[i].kind != layout::BlockKind::heading || blocks[i].level >= level) continue;
        if (const FigureUnit unit = unit_in(context, blocks[i].atoms); unit.known) return unit;
        level = blocks[i].level;
    }
    return {};
}

} // namespace yanbao::facts
