#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

#include <optional>

namespace yanbao::facts {

/// Which column of a table of visits is what.
struct TrafficColumns {
    std::uint32_t first_row = 0; ///< of the body
    std::optional<std::uint32_t> app, category, visits, change, duration;
    std::optional<double> scale; ///< of visits, from the unit in header, caption or cells
};

/// Nothing where the table is not about visits.
std::optional<TrafficColumns> traffic_columns(const Context& context, const table::Grid& grid);

/// Whether the table goes on with one that page furniture cut: the same columns hold the same things, and it has no
/// header of its own.
bool goes_on(const Context& context, const table::Grid& grid, const TrafficColumns& columns);

/// A length of time in seconds: 0:07:29, 07:29.
std::optional<std::int64_t> seconds_in(const text::Atoms& atoms, text::Range cell);

} // namespace yanbao::facts
