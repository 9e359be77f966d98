#pragma once
// Days of numbers alone with their year behind them: 05/06/2025 is in June or in May.

#include "yanbao/facts/context.hpp"
#include "yanbao/text/dates.hpp"

#include <optional>

namespace yanbao::facts {

/// The first such day in `r` at or behind `from`.
std::optional<text::TwoReadings> next_two_readings(const Context& context, text::Range r, std::uint32_t from);

/// The reading that the rest of the report speaks for: it prints another day in this manner that has one reading only, or
/// a full day just before one of the two.  Nothing where both or neither are spoken for.
std::optional<Date> settled_reading(const Context& context, const text::TwoReadings& day);

} // namespace yanbao::facts
