#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Takes out estimates whose size no figure of their metric has (sales of 0.3 yuan, a growth of 62 billion), each with a
/// finding.  The bounds are the lexicon's: `least_size` and `most_size` of a metric, in its canonical unit.
void leave_out_implausible(const Context& context, Facts& facts);

} // namespace yanbao::facts
