#pragma once

#include "yanbao/audit/rows.hpp"

namespace yanbao::audit {

/// `ratios` of every row that prints a price, EPS and PE, with findings `identity_broken` and `ratio_ambiguous`.
void explain(const std::vector<Row>& rows, facts::Facts& facts);

} // namespace yanbao::audit
