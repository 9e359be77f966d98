#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Moves, breadth and valuation of indexes and sectors in prose.  Reads `facts.meta.sector` for the report's own.
void read_market(const Context& context, Facts& facts);

} // namespace yanbao::facts
