#pragma once
// Where a table has years for columns: a statement, two of them side by side, forecasts before and after a revision.

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

#include <vector>

namespace yanbao::facts {

/// Whose figures a column of a year holds, as the headers above or below the year say.
enum class ColumnStory : std::uint8_t {
    present,  ///< the report's own forecast of today, or nothing is said
    previous, ///< the one that it replaces
    change,   ///< the difference of two others
    consensus,
    unknown, ///< the same year stands there twice, and nothing readable tells why
};

struct YearColumn {
    std::uint32_t column = 0;
    FiscalPeriod period;
    ColumnStory story = ColumnStory::present;
    text::Range header; ///< the cell with the year
    text::Range said;   ///< the words that tell the story
    /// A cell may hold several years, and below them as many figures: which one from the cell's end, 0 for all of it.
    std::uint32_t from_end = 0;
};

/// A run of years in one row, the rows below it up to the next years in these columns, and the columns of their labels.
struct YearPart {
    std::uint32_t head = 0, end_row = 0;
    std::uint32_t first_label = 0, end_label = 0;
    std::uint32_t first_column = 0, end_column = 0; ///< of the years, and of blank headers between them
    std::vector<YearColumn> years;
    bool told = false;              ///< the row below says whose figures each column holds
    text::Range corner;             ///< beside the years: names the part, perhaps its unit
    std::vector<text::Range> above; ///< other cells over the part, outside any part before it
    std::uint32_t packed = 0;       ///< figures that the first year's cell holds behind its label, if any
    std::vector<text::Range> lone;  ///< years of its row, too far from all others: their columns are left out
    std::vector<std::uint32_t>
        blanks; ///< columns between the years whose header is blank: no figures belong there
};

std::vector<YearPart> year_parts(const Context& context, const table::Grid& grid);

/// The words of a row, left of its years.
text::Range label_of_row(const Context& context, const table::Grid& grid, const YearPart& part,
                         std::uint32_t row);
/// The figure of a row under a year: the cell, or its share of a cell that holds several.
text::Range cell_of_year(const Context& context, const table::Grid& grid, const YearColumn& year,
                         std::uint32_t row);

/// A cell that is one fiscal year: 2024E, FY25, 2024-12-31 (a year's last day), 12/24E.
std::optional<FiscalPeriod> fiscal_year_in(const Context& context, text::Range cell);

/// Years at the end of a cell that holds more than one thing: "2023A 2024E", "Income 2023A".
struct PackedYear {
    FiscalPeriod period;
    text::Range range;
};
std::vector<PackedYear> packed_years(const Context& context, text::Range cell);

} // namespace yanbao::facts
