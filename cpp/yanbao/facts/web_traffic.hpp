#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

#include <vector>

namespace yanbao::facts {

/// Tables of visits of sites and apps: columns told by their headers or, where those are lost, by what they hold.
void read_web_traffic(const Context& context, const std::vector<table::Grid>& grids, Facts& facts);

} // namespace yanbao::facts
