#pragma once

#include "yanbao/facts/facts.hpp"

namespace yanbao::facts {

/// Tables that print different figures for one metric and year of the report's company: a finding.  Where the growth that the
/// report prints fits one of them alone, the others are left out.
void settle_own_conflicts(Facts& facts);

} // namespace yanbao::facts
