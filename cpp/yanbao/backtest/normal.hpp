#pragma once
// The standard normal distribution.

namespace yanbao::backtest {

/// Share below x, with full relative precision in the lower tail.
double normal_cdf(double x);

/// The x that the share p is below, p strictly between 0 and 1; -inf at 0, inf at 1, NaN beyond.  For the
/// upper tail take -normal_quantile(share above): 1 - p has lost its digits there.
double normal_quantile(double p);

} // namespace yanbao::backtest
