#include "yanbao/facts/statement_fit.hpp"

#include "yanbao/facts/year_cells.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {
// Between the years stand only their own figures; where there are others, cells have been torn.
bool has_figures_between_years(const Context& context, const table::Grid& grid, const YearPart& part,
                               std::uint32_t row) {
    return std::any_of(part.blanks.begin(), part.blanks.end(), [&](std::uint32_t column) {
        const text::Range r = table::cell(context.document, grid, row, column);
        return !r.empty() && !text::is_absent(context.document.atoms, context.lexicon, r);
    });
}
} // namespace

bool misfits_years(const Context& context, const table::Grid& grid, const YearPart& part, std::uint32_t row) {
    const auto width = [&](std::uint32_t r) { return context.document.rows[grid.rows[r]].cell_count; };
    const bool packed = std::any_of(part.years.begin(), part.years.end(),
                                    [](const YearColumn& year) { return year.from_end > 0; });
    if (packed || part.told || width(part.head) != part.end_column || width(row) == part.end_column)
        return false;
    const std::uint32_t end = std::max(width(row), part.first_column);
    for (std::uint32_t c = part.first_column; c < std::min(end, part.end_column); ++c)
        if (table::cell(context.document, grid, row, c).empty()) return false;
    if (end < part.end_column) return end > part.first_column;
    return table::kind_of(context.document, context.lexicon,
                          table::cell(context.document, grid, row, part.end_column)) ==
           table::CellKind::number;
}

std::string_view misplaced(const Context& context, const table::Grid& grid, const YearPart& part,
                           std::uint32_t row, bool count) {
    if (has_figures_between_years(context, grid, part, row))
        return "figures stand between the columns of the years";
    if (miscounts_years(context, grid, part, row)) return "a cell holds more or fewer figures than years";
    if (count && misfits_years(context, grid, part, row)) return "its figures are not as many as the years";
    return {};
}

} // namespace yanbao::facts
