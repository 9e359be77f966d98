#pragma once
// Weights and prices to money, session by session.

#include "yanbao/backtest/inputs.hpp"
#include "yanbao/backtest/outcome.hpp"

namespace yanbao::backtest {

/// Before each open: interest, splits and dividends, holdings that are gone; then, in a session of the plan, targets
/// from the equity that is known then, orders, sells before buys, all at the session's price of a fill; then marks at
/// the close.  What a session does depends on nothing after it.  Throws ShapeMismatch and InvalidValue.
Outcome simulate(const Market& market, const Plan& plan, const FeeTable& fees, const Rulebook& rules,
                 const Terms& terms);

} // namespace yanbao::backtest
