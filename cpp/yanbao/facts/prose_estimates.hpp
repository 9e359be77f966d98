#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Forecasts in the prose of a note on one company, present and replaced ones.  What a table of the report prints too is
/// one row, the table's; where the two disagree both stay, with the finding `estimate_conflict`.
void read_prose_estimates(const Context& context, Facts& facts);

} // namespace yanbao::facts
