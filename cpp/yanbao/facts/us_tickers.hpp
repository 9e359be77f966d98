#pragma once

#include "yanbao/facts/facts.hpp"

namespace yanbao::facts {

/// One ticker for one American security: where one table prints its exchange (MSFT.O) and another does not (MSFT, MSFT.US),
/// all rows have the one with the exchange.
void unify_american_tickers(Facts& facts);

} // namespace yanbao::facts
