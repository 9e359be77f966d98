#pragma once
// Statistics of returns against those of a benchmark, over the sessions that have both.

#include "yanbao/backtest/sample.hpp"

#include <span>
#include <vector>

namespace yanbao::backtest {

/// Mean of the differences of returns x sessions per year: arithmetic, no quotient of wealths.
double excess_return(std::span<const double> returns, std::span<const double> benchmark,
                     double sessions_per_year);

/// Deviation (ddof 1) of the differences x sqrt(sessions per year).
double tracking_error(std::span<const double> returns, std::span<const double> benchmark,
                      double sessions_per_year);

/// Excess return over tracking error.
double information_ratio(std::span<const double> returns, std::span<const double> benchmark,
                         double sessions_per_year);

struct AlphaBeta {
    double alpha = none; ///< (1 + mean of y - beta x) ^ sessions per year - 1
    double beta = none;  ///< slope of y on x
};
/// y and x are the returns and the benchmark's, both over the hurdle.
AlphaBeta alpha_beta(std::span<const double> returns, std::span<const double> benchmark, const Hurdle& hurdle,
                     double sessions_per_year);

enum class Direction : int { down = -1, any = 0, up = 1 };

/// Annual return over the benchmark's.  Up and down: over the sessions in which the benchmark's is above or
/// below 0, as if only those had been.
double capture(std::span<const double> returns, std::span<const double> benchmark, double sessions_per_year,
               Direction market);

struct BattingAverage {
    double any = none;  ///< share of sessions whose return is above the benchmark's
    double up = none;   ///< among those in which the benchmark's is 0 or more
    double down = none; ///< among those in which it is below 0
};
BattingAverage batting_average(std::span<const double> returns, std::span<const double> benchmark);

} // namespace yanbao::backtest
