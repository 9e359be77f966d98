#pragma once
// The PE of a group on many dates.

#include "yanbao/metrics/aggregate.hpp"

#include <span>

namespace yanbao::metrics {

/// A cell a date and security, row by row.  An empty view says that nothing of its kind is known; without yields they
/// are earnings over caps.
struct GroupCells {
    std::span<const Strength> strength; ///< of the members on the date
    std::span<const double> market_cap, earnings, earnings_yield;
    std::size_t dates = 0, securities = 0;

    /// Throws ShapeMismatch.
    void check() const;
};

/// One a date; members count from strength `least` on.  By sum is of those with cap and earnings, harmonic and median of
/// those with a yield.  Linear in cells.
std::vector<GroupPe> group_pe_series(const GroupCells& cells, Strength least = 1);

} // namespace yanbao::metrics
