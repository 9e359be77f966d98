#pragma once
// What brokers say of a company, each by his newest word, and what that comes to.

#include "yanbao/panel/grid.hpp"

#include <vector>

namespace yanbao::panel {

/// Views of one length, in any order.  Of a broker and ticker the newest row that is live counts: the latest session, of
/// one session the latest in the input.
struct Opinions {
    std::span<const std::int32_t> ticker, broker;
    std::span<const std::int32_t> session, last; ///< live from the one to the other

    /// Throws ShapeMismatch, LimitExceeded, or InvalidValue for a ticker that the grid has not and a negative broker.
    void check(Grid grid) const;
};

/// From which session to which a row is its broker's newest.
struct OpinionSpells {
    std::vector<std::int32_t> row, from, to;
};

/// By ticker, broker and time.
OpinionSpells newest_opinions(const Opinions& opinions, Grid grid);

/// From which session to which the brokers of a ticker say the same, and what that comes to.
struct OpinionStretches {
    std::vector<std::int32_t> ticker, from, to;
    std::vector<std::vector<std::int32_t>> count; ///< by value: brokers whose newest row has it
    std::vector<std::vector<double>> mean;        ///< by value: over these, NaN for none
};

/// By ticker and time; stretches on which no broker has a live row are left out.  `values` has a view as long as the
/// opinions for each value of a row, NaN where it has none.  They are added up in the order of brokers, so that what
/// came and went before leaves no trace.
OpinionStretches mean_opinions(const Opinions& opinions, std::span<const std::span<const double>> values,
                               Grid grid);

} // namespace yanbao::panel
