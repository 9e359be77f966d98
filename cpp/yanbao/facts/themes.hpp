#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Companies that a theme or line of investment names.  Reads `facts.meta.published` and `facts.coverage`.
void read_themes(const Context& context, Facts& facts);

} // namespace yanbao::facts
