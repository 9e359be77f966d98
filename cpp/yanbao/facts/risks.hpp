#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Statements of risk: under a heading or behind a label, each once.
void read_risks(const Context& context, Facts& facts);

} // namespace yanbao::facts
