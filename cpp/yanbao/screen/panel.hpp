#pragma once
// What a program runs over: contiguous arrays of `sections` x `width` cells, one section a date (a report has
// one).

#include "yanbao/screen/truth.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::screen {

/// One metric: NaN where there is no value.  Without bounds the values are exact.
struct NumberColumn {
    std::span<const double> value, low, high;
    /// An infinite bound says that the metric may have no value (the EPS of a PE may be 0); if not, that it
    /// is open.
    bool open_means_gap = true;
};

/// One condition that is known beforehand, such as membership of a theme: the numbers of `Truth`.
using FlagColumn = std::span<const std::uint8_t>;

/// The group of each cell by number, -1 for none.
using GroupColumn = std::span<const std::int32_t>;

/// Groups that a column may tell apart.
constexpr std::int32_t most_groups = 1 << 20;

/// Views only: the caller keeps the arrays alive.
struct Panel {
    std::size_t sections = 1;
    std::size_t width = 0;
    std::vector<NumberColumn> columns;
    std::vector<FlagColumn> flags;
    std::vector<GroupColumn> groups = {};

    std::size_t cells() const noexcept { return sections * width; }
    /// Throws ShapeMismatch for an array that is not as long as there are cells, InvalidValue for a flag or a group
    /// that is none.
    void check() const;
};

} // namespace yanbao::screen
