#pragma once
// How far the money is below its highest so far, and for how long.  The money before the first session is the
// first high.

#include <cstddef>
#include <span>
#include <vector>

namespace yanbao::backtest {

inline constexpr std::ptrdiff_t before_first = -1; ///< place of a peak: the money before the first session
inline constexpr std::ptrdiff_t nowhere = -2;      ///< no such session

/// A stretch below a high, by the places of sessions.
struct Drawdown {
    double depth = 0.0;              ///< money at the trough over that at the peak, less 1
    std::ptrdiff_t peak = nowhere;   ///< last session at whose end the high stood, or `before_first`
    std::ptrdiff_t trough = nowhere; ///< the first one with the least money
    std::ptrdiff_t recovery =
        nowhere; ///< first session at whose end the high is reached again; `nowhere` before it is
};

/// Money at the end of each session over its highest so far, less 1.
std::vector<double> drawdown_series(std::span<const double> returns);

/// All stretches in their order.  A high is reached again within a part in 10^12, which is less than a fen of
/// a hundred million: compounding rounds more than that.  Ends where the money is no number any more.
std::vector<Drawdown> drawdowns(std::span<const double> returns);

/// The deepest stretch, the first of several; depth 0 and no places where there is none, NaN where no session
/// has a return or one has an infinite one.
Drawdown max_drawdown(std::span<const double> returns);

} // namespace yanbao::backtest
