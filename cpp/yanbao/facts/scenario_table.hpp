#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// Whether a table prints what would be, not what the broker expects: its caption says scenarios or sensitivity, or its
/// cells name a good and a bad case.
bool is_scenario_table(const Context& context, const table::Grid& grid);

} // namespace yanbao::facts
