#pragma once

#include "yanbao/base/interval.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::witness {

/// A point that more intervals share than any point near it.
struct Peak {
    double at = 0.0;
    std::size_t owners = 0; ///< how many different owners the intervals have
};

/// Every local maximum, in ascending order.  Empty intervals count for nothing.  `owner[i]` says whose
/// interval i is, so that a company printed in two tables counts once; without it each interval is its own.
/// n log n.
std::vector<Peak> peaks(std::span<const Interval> intervals, std::span<const std::uint32_t> owner = {});

/// Intervals that share a point.
struct Clique {
    Interval common = Interval::none();
    std::vector<std::size_t> members; ///< ascending
    std::size_t owners = 0;
    bool unique = true; ///< no other peak has as many owners
};

/// The intervals that hold a peak.
Clique clique_at(std::span<const Interval> intervals, const Peak& peak);

/// That of the highest peak; of equals the lowest point, marked as not unique.
Clique largest_clique(std::span<const Interval> intervals, std::span<const std::uint32_t> owner = {});

} // namespace yanbao::witness
