#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// The row of `tables` for a grid; `use` is filled in by the rule that takes it.
GridTable grid_table(const Context& context, const table::Grid& grid);

} // namespace yanbao::facts
