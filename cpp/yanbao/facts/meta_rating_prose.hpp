#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// The rating of a company note whose cover prints none on a line of its own, from its sentences: maintain "buy", a rating of
/// "buy", Reiterate BUY.  Two that differ give none, and a finding.
void read_rating_in_prose(const Context& context, Facts& facts);

} // namespace yanbao::facts
