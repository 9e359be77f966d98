#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Stocks at the top of a board: "the five biggest gainers are A, B, C", "by turnover A, B, C come first".
void read_rankings(const Context& context, Facts& facts);

} // namespace yanbao::facts
