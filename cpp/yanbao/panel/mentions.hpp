#pragma once
// Who belongs to a theme on each session, of what its lists say.

#include "yanbao/panel/grid.hpp"

#include <vector>

namespace yanbao::panel {

/// Views of one length, in any order: a source names a company from `session` to `last`, both included.  One that ends
/// before it begins names nobody.
struct Mentions {
    std::span<const std::int32_t> ticker;
    std::span<const std::int32_t> source; ///< a broker; a negative one is no broker, and is not counted
    std::span<const std::int32_t> session, last;
    std::span<const std::uint8_t> role; ///< how strongly it is worded: from 1 on, a larger one is stronger

    /// Throws ShapeMismatch, LimitExceeded, or InvalidValue for a ticker that the grid has not and a role of 0.
    void check(Grid grid) const;
};

struct Standing {
    std::vector<std::uint8_t> strength; ///< the strongest role that is live on the session, 0 for none
    std::vector<std::int32_t> brokers;  ///< that give the role asked for, or a stronger one
};

/// A cell a session and ticker.  Linear in mentions and cells.
Standing standing(const Mentions& mentions, Grid grid, std::uint8_t least);

} // namespace yanbao::panel
