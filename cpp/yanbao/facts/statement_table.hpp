#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/facts/unit_witness.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// A table of one company with a metric a row and a year a column: its `estimates`, under the company that the report
/// is on.  False, and nothing read, where the grid is no such table; `table` is its number if it is one.  Money without a
/// unit goes to `unsettled`.
bool read_statement(const Context& context, const table::Grid& grid, std::int64_t table,
                    std::int64_t table_id, UnsettledMoney& unsettled, Facts& facts);

/// Whether the grid is such a table, and prints profit, EPS or PE by year, a forecast among them.
bool is_statement(const Context& context, const table::Grid& grid);

} // namespace yanbao::facts
