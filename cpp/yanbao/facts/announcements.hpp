#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

#include <vector>

namespace yanbao::facts {

/// Company announcements: company, title, its kind from the words of the title, and the figures of the text under it.
/// An entry whose company cannot be told gives no row but a finding.
void read_announcements(const Context& context, const std::vector<table::Grid>& grids, Facts& facts);

} // namespace yanbao::facts
