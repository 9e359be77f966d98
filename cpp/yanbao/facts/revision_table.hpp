#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// A table whose columns are the old forecast, the new one and the change, with a metric and a year a row: `estimates` of
/// the report's company.  False, and nothing read, where the grid is no such table.
bool read_revision_table(const Context& context, const table::Grid& grid, std::int64_t table,
                         std::int64_t table_id, Facts& facts);

} // namespace yanbao::facts
