#pragma once

#include "yanbao/facts/prose_figures.hpp"

namespace yanbao::facts {

/// Net profit up by 12%/17% to 1.6/1.9 billion: takes the growth of `mention`, and what it grows to; `taken` is where
/// that ends.  False where the metric is no growth, or no list of its level follows.
bool take_grown(const Context& context, const Mention& mention, const ValueList& growth,
                const YearList& years, std::uint32_t end, ProseFigures& figures, std::uint32_t& taken);

} // namespace yanbao::facts
