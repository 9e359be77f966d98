#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// Companies that a theme or line of investment names.  Reads `facts.meta.published` and `facts.coverage`.
void read_themes(const Context& context, const std::vector<table::Grid>& grids, Facts& facts);

} // namespace yanbao::facts
