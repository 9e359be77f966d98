#pragma once
// A table of companies with one cell a line: the distance of its tickers is the number of its columns.

#include "yanbao/layout/company_cells.hpp"

namespace yanbao::layout {

struct CompanyStack {
    std::vector<CompanyRow> rows; ///< empty: the lines look like a table, and nothing above them fits
    HeaderAbove above;
};

/// The table whose first ticker is line `i`; `above` are the lines before it that no table has taken.  Nothing where the lines
/// are none.  `tried`: lines before it need not be tried again.
std::optional<CompanyStack> read_company_stack(Lines& lines, const std::vector<Line>& above,
                                               const lexicon::Lexicon& lexicon, std::size_t i,
                                               std::size_t& tried);

} // namespace yanbao::layout
