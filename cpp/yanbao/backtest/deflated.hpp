#pragma once
// How likely a Sharpe ratio is skill: Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012)
// and "The Deflated Sharpe Ratio" (2014).  All ratios here are of one session, not annual.

#include "yanbao/backtest/sample.hpp"

#include <span>

namespace yanbao::backtest {

/// Chance that the true ratio is above `threshold`: normal cdf of (sharpe - threshold) sqrt(n - 1) over
/// sqrt(1 - skewness sharpe + (kurtosis - 1) / 4 sharpe^2).  NaN under two sessions and where the root is of
/// nothing positive.
double probabilistic_sharpe(double sharpe, double sessions, const Shape& shape, double threshold);

/// The largest ratio to be expected of that many trials without skill, whose ratios deviate by `spread`:
/// spread x ((1 - g) z(1 - 1/n) + g z(1 - 1/(n e))), g Euler's constant, z the normal quantile; 0 for one
/// trial.  Throws InvalidValue under one trial.
double expected_max_sharpe(double trials, double spread);

/// Chance that the ratio of the returns over the hurdle is above what the best of all trials shows without
/// skill.  Each trial counts, also one that has no ratio (NaN); the spread is of those that have one, 0 where
/// fewer than two do.
double deflated_sharpe(std::span<const double> returns, const Hurdle& hurdle, std::span<const double> trials);

} // namespace yanbao::backtest
