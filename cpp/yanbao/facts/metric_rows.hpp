#pragma once
// Tables with a company and a metric in each row, and years for columns.

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// False, and nothing read, where the grid is no such table: a column names companies in every row, another names a metric
/// in most, and the header has years alone over the figures.
bool read_metric_rows(const Context& context, const table::Grid& grid, std::int64_t table,
                      std::int64_t table_id, Facts& facts);

} // namespace yanbao::facts
