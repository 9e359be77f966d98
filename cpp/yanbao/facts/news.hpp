#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// News items: headlines of a news section, each with the source that its text ends with.
void read_news(const Context& context, Facts& facts);

} // namespace yanbao::facts
