#pragma once
// What was known, cell by cell: the newest of many rows.

#include "yanbao/panel/grid.hpp"

#include <vector>

namespace yanbao::panel {

/// Views of one length, in any order.  `last` may be empty: rows then stay live for good.
struct KnownRows {
    std::span<const std::int32_t> ticker;
    std::span<const std::int32_t> session; ///< on which the row is known first
    std::span<const double> value;
    std::span<const std::int32_t> last; ///< the last session on which the row is live

    /// Throws ShapeMismatch, LimitExceeded, or InvalidValue for a ticker that the grid has not.
    void check(Grid grid) const;
};

/// The row that each cell uses, -1 where there is none: of those known at or before the session and live on it the
/// newest (the latest session; of one session the latest in the input).  When a row ends, the cell falls back to an
/// older one only if that is still live.  Linear in rows and cells.
std::vector<std::int32_t> newest_row(const KnownRows& rows, Grid grid);

/// The value of the row that each cell uses, NaN where there is none.  A row whose value is NaN is used like any other:
/// it withdraws what was known before.
std::vector<double> values_of(const std::vector<std::int32_t>& row, std::span<const double> value);

} // namespace yanbao::panel
