#include "yanbao/facts/statement_unit.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

constexpr std::uint32_t most_blocks_to_unit = 40; ///< between a heading with a unit and its tables
constexpr std::uint32_t blocks_to_note = 2, longest_note_of_unit = 80,
                        longest_unit_link = 3; ///< under a table: unit: / unit is
constexpr std::uint32_t most_lines_to_unit = 3,
                        longest_unit_line = 16; ///< a line of a unit alone, be it at every table

// Under the table: but for figures a share, the unit is a million yuan.
FigureUnit unit_under(const Context& context, const table::Grid& grid) {
    const auto& d = context.document;
    const Words labels(context, "unit_label");
    for (std::uint32_t i = grid.block + 1; i < d.blocks.size() && i <= grid.block + blocks_to_note; ++i) {
        const text::Range r = d.blocks[i].atoms;
        if (d.blocks[i].kind != layout::BlockKind::note || r.size() > longest_note_of_unit) break;
        for (const auto& label : labels.in(r))
            for (std::uint32_t at = label.end; at < std::min(r.end, label.end + longest_unit_link); ++at)
                if (const auto unit = text::unit_at(d.atoms, context.lexicon, at, r.end);
                    unit && unit->dimension == "money" && unit->scale > 1.0)
                    return {unit->scale, true, unit->dimension, unit->currency};
    }
    return {};
}

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
    return unit_under(context, grid);
}

FigureUnit money_in(const Context& context, text::Range r) {
    if (r.empty()) return {};
    const auto& atoms = context.document.atoms;
    FigureUnit unit = unit_in(context, r);
    if (unit.known && unit.dimension.empty() && unit.scale > 1.0) unit.dimension = "money"; // RMB (million)
    if (unit.known) return unit.dimension == "money" ? unit : FigureUnit{};
    for (std::uint32_t at = r.begin; at < r.end; ++at) {
        if (at > r.begin && !atoms.has(at, text::flag::gap)) continue;
        const auto said = text::unit_at(atoms, context.lexicon, at, r.end);
        if (!said || said->scale <= 1.0 || (at > r.begin && said->dimension != "money")) continue;
        const std::uint32_t end = said->range.end;
        if (end == r.end || std::u32string_view(U",;()").find(atoms.cp[end]) != std::u32string_view::npos)
            return {said->scale, true, said->dimension, said->currency};
    }
    return {};
}

} // namespace yanbao::facts
