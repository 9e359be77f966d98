#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

#include <vector>

namespace yanbao::facts {

/// What the report's ratings mean, from the table or the prose of its scale.  Wants `facts.benchmarks`.
void read_rating_scale(const Context& context, const std::vector<table::Grid>& grids, Facts& facts);

} // namespace yanbao::facts
