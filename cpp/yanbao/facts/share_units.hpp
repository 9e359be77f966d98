#pragma once
// Shares of a whole that print no per cent: growth 15.2, margin 0.35.  Whether the row is in per cent is told by arithmetic
// or by its size; where neither tells, by the habit of such rows, with a finding.

#include "yanbao/facts/context.hpp"

#include <vector>

namespace yanbao::facts {

/// Settles the estimates that are marked `bare_share`; `others` are figures of money still without a unit, whose growth and
/// ratios tell as much as those of the rest.
void settle_bare_shares(const Context& context, const std::vector<Estimate>& others, Facts& facts);

/// Of a column of changes of prices or of rates of turnover without a unit: whether it is in per cent.
bool changes_in_percent(const std::vector<Measured>& values);

} // namespace yanbao::facts
