#pragma once

#include "yanbao/facts/market_reader.hpp"

namespace yanbao::facts {

/// Makes one row of a figure that is printed several times (the most precise print counts) and holds the prose
/// against itself: counts against their sum and shares, an excess against the two moves.
/// What disagrees beyond rounding stays, both ways, with a finding `prose_conflict`.
void add_market_figures(const Context& context, const MarketProse& prose, Facts& facts);

} // namespace yanbao::facts
