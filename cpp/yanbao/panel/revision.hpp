#pragma once
// How what brokers expect has moved.

#include "yanbao/panel/histories.hpp"

namespace yanbao::panel {

enum class Compare : std::uint8_t {
    matched, ///< the brokers that have an estimate on both sessions
    level,   ///< the consensus of each session, whoever it is of
};

struct Revision {
    std::vector<double>
        change; ///< (new mean - old mean) / |old mean|; NaN where one is missing, or the old 0 but for rounding
    std::vector<double> breadth; ///< (brokers that raised - that cut) / live brokers; NaN where none has both
};

/// Of each cell against session `then[session]` of its ticker, for the period that the cell itself wants: a year that
/// rolls on makes no jump.  `then` is one a session, never later than it and never falling; a negative one lies before
/// the panel, where rows of negative sessions are known.  Who counts is as in `consensus`; where fewer than
/// `min_brokers` do (for `matched` on both sessions at once), `change` is NaN.  Time is that of `consensus`, with the
/// brokers of a period in the place of a set.
Revision revision(const Estimates& estimates, Grid grid, std::span<const std::int32_t> wanted,
                  std::span<const std::int32_t> then, Compare how, std::int32_t min_brokers = 1);

} // namespace yanbao::panel
