#pragma once
// The error of a mean whose observations overlap.

#include <cstddef>
#include <span>

namespace yanbao::backtest {

struct MeanError {
    double mean, error; ///< NaN where there is none: no value; an error of fewer than two, or of a constant
};

/// Mean and its standard error by Newey and West (1987): autocovariances up to `lag` with Bartlett's weights
/// 1 - k / (lag + 1), times n / (n - 1), so that with lag 0 it is the ordinary one of ddof 1.  NaNs are left out
/// before; a lag beyond n - 1 is n - 1.
MeanError newey_west(std::span<const double> values, std::size_t lag);

} // namespace yanbao::backtest
