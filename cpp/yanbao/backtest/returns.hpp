#pragma once
// Returns compounded.  A session without a return (NaN) leaves the money as it is, but is a session of time.

#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::backtest {

/// Return from before the first session to the end of each; NaN from the first infinite return on.
std::vector<double> cumulative(std::span<const double> returns);

/// Return over all sessions; NaN where no session has one.
double total_return(std::span<const double> returns);

/// (1 + total return) ^ (sessions per year / sessions) - 1: sessions without a return count as sessions.  NaN
/// where more than everything was lost.
double annual_return(std::span<const double> returns, double sessions_per_year);

/// Return of each group of sessions (a month, a year), groups being numbered from 0; NaN for a group without
/// a return.
std::vector<double> aggregate(std::span<const double> returns, std::span<const std::int32_t> group,
                              std::int32_t groups);

} // namespace yanbao::backtest
