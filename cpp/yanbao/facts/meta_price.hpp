#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// Price and target price of the cover, and the currency printed with them.  Where a company has two listings, `currency`
/// is that of the one meant: a price printed in another is the other's.
void read_prices(const Context& context, const Cover& cover, std::string_view currency, Facts& facts);

} // namespace yanbao::facts
