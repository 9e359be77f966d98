#include "yanbao/facts/grid_tables.hpp"

namespace yanbao::facts {

GridTable grid_table(const Context& context, const table::Grid& grid) {
    const auto& document = context.document;
    GridTable fact;
    fact.at = context.span(document.blocks[grid.block].atoms);
    fact.caption = document.printed(grid.caption);
    note_field(fact, "caption", context, grid.caption);
    fact.rows = static_cast<std::int64_t>(grid.rows.size());
    fact.columns = grid.columns;
    fact.header_rows = grid.header_rows;
    for (std::uint32_t row = 0; row < grid.rows.size(); ++row) {
        std::vector<std::string>& cells = fact.cells.emplace_back();
        for (std::uint32_t column = 0; column < grid.columns; ++column)
            cells.push_back(document.printed(table::cell(document, grid, row, column)));
    }
    return fact;
}

} // namespace yanbao::facts
