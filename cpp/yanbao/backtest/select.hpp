#pragma once
// Who is held on each rebalance: the best of those that pass, and how much of each.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace yanbao::backtest {

/// How many of those that can be held: a count, or a part of them, rounded down but one at least; neither is all.
struct Most {
    std::optional<std::size_t> count;
    std::optional<double> share; ///< above 0, up to 1
};

/// Cells of `rows` rebalances, row by row, `width` securities each.
struct Candidates {
    std::size_t rows = 0, width = 0;
    std::span<const std::uint8_t> passes; ///< 0 is no
    std::span<const double> rank;         ///< bigger is better; NaN is not selected; empty: none is better
    std::span<const double> base; ///< what weights are in proportion to; NaN, 0 and below: not selected;
                                  ///< empty: all the same
};

struct Choice {
    Most longs;
    std::optional<Most> shorts; ///< the worst, sold: the weights of a row then add up to 1 and to -1
    double max_weight = 1.0;    ///< of one security on its side
};

/// Of each rebalance: weights and, of those that pass, who was left out for want of a rank or a base, and who is held.
struct Selection {
    std::vector<double> weight; ///< rows x width, 0 for what is not held
    std::vector<std::int32_t> passing, unranked, unweighted, longs, shorts;
};

/// Equal ranks go by the order of the columns, the first is the better.  Nobody is bought and sold at once: where both
/// sides ask for more than there are, each has its part of them, and where that is none for one the row is empty.
/// Throws ShapeMismatch, or InvalidValue for a choice that is none.
Selection select(const Candidates& candidates, const Choice& choice);

} // namespace yanbao::backtest
