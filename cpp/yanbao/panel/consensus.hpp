#pragma once
// What brokers expect together, cell by cell.

#include "yanbao/panel/histories.hpp"

namespace yanbao::panel {

/// One array a statistic, a cell each: NaN where no broker counts.
struct Consensus {
    std::vector<std::int32_t> count;
    std::vector<double> mean, median, deviation, high, low;
};

/// Of the period that each cell wants (a period a cell, or one a session for all tickers; below 1 none): each broker's
/// newest estimate among those known at or before the session and live on it, one a broker.  Of one broker, period and
/// session the latest in the input counts; no other order matters.  Where fewer than `min_brokers` count, only their
/// number is told.  Linear in rows and cells, and for each session on which a set of estimates changes, in the set.
Consensus consensus(const Estimates& estimates, Grid grid, std::span<const std::int32_t> wanted,
                    std::int32_t min_brokers = 1);

} // namespace yanbao::panel
