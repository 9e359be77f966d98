#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Other reports that this one lists: 《title》——2024-02-07 under a heading, numbered lists by category, and such lines
/// where two or more stand together without one.
void read_references(const Context& context, Facts& facts);

} // namespace yanbao::facts
