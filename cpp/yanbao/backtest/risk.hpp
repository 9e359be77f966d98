#pragma once
// Statistics of one series of returns.  NaN, never infinite, where a divisor is nothing but rounding.

#include "yanbao/backtest/sample.hpp"

#include <span>

namespace yanbao::backtest {

/// Deviation (ddof 1) x sqrt(sessions per year).
double volatility(std::span<const double> returns, double sessions_per_year);

/// Mean over deviation (ddof 1) of returns over the hurdle, x sqrt(sessions per year).
double sharpe(std::span<const double> returns, const Hurdle& hurdle, double sessions_per_year);

/// sqrt(mean of min(return - hurdle, 0)^2) over all sessions, those above the hurdle too, x sqrt(sessions per
/// year).
double downside_risk(std::span<const double> returns, const Hurdle& hurdle, double sessions_per_year);

/// Mean return over the hurdle x sessions per year, over the downside risk.
double sortino(std::span<const double> returns, const Hurdle& hurdle, double sessions_per_year);

/// Annual return over the depth of the deepest drawdown.
double calmar(std::span<const double> returns, double sessions_per_year);

/// Sum of what is above the hurdle over the sum of what is below it.
double omega(std::span<const double> returns, const Hurdle& hurdle);

/// The return that the share `cutoff` of sessions is below: negative for a loss.
double value_at_risk(std::span<const double> returns, double cutoff);

/// Mean of the worst int((n - 1) x cutoff) + 1 of n returns.
double expected_shortfall(std::span<const double> returns, double cutoff);

/// |95 % quantile| over |5 % quantile|.
double tail_ratio(std::span<const double> returns);

/// r^2 of the line through the cumulated log returns.
double stability(std::span<const double> returns);

/// Share of the sessions with a positive return among those whose return is not 0.
double hit_rate(std::span<const double> returns);

/// Skewness and kurtosis of the returns.
Shape return_shape(std::span<const double> returns);

} // namespace yanbao::backtest
