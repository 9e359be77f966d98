#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>

namespace yanbao::facts {

/// Over how many months a rating holds: 6个月内, 6到12个月, 未来十二个月, 12 months.
struct Horizon {
    std::int64_t min = 0, max = 0;
    text::Range range;
};

/// The first one in `r`.
std::optional<Horizon> horizon_in(const Context& context, text::Range r);

} // namespace yanbao::facts
