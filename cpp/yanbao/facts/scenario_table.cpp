#include "yanbao/facts/scenario_table.hpp"

#include "yanbao/facts/meta_words.hpp"

namespace yanbao::facts {

bool is_scenario_table(const Context& context, const table::Grid& grid) {
    const Words captions(context, "scenario_caption");
    if (captions.any_in(grid.caption)) return true;
    for (std::uint32_t column = 0; column < grid.columns; ++column) // a title in the table
        if (captions.any_in(table::cell(context.document, grid, 0, column))) return true;
    const Words cases(context, "scenario_case");
    bool good = false, bad = false;
    for (std::uint32_t row = 0; row < grid.rows.size() && !(good && bad); ++row)
        for (std::uint32_t column = 0; column < grid.columns; ++column) {
            const text::Range cell = table::cell(context.document, grid, row, column);
            const auto named = cell.empty() ? std::nullopt : cases.whole(cell);
            if (!named) continue;
            good = good || cases.key(*named) == "good";
            bad = bad || cases.key(*named) == "bad";
        }
    return good && bad;
}

} // namespace yanbao::facts
