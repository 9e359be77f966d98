#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Captions of figures and tables as the report's own list prints them, page and all; where it has no such list, the
/// captions themselves.
void read_figures(const Context& context, Facts& facts);

} // namespace yanbao::facts
