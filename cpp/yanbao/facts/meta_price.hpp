#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// Price and target price of the cover, and the currency printed with them.
void read_prices(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
