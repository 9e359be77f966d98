#pragma once

#include "yanbao/table/grid.hpp"

namespace yanbao::table {

/// Group headers that stand over the middle of their years.  Where the years below header row `row` run and start again, and
/// each run has one header over it, a column's group is that of its run: one range a column, blank outside the runs.
/// Empty where the row has no such groups.
std::vector<text::Range> centred_groups(const layout::Document& document, const Grid& grid,
                                        std::uint32_t row);

} // namespace yanbao::table
