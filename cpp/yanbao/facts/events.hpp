#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// What a report says is to come, from lists under a title such as "events ahead".  A year that is not printed is the
/// first such day on or after publication; where publication is not known there is no row, and a finding says so.
void read_events(const Context& context, Facts& facts);

} // namespace yanbao::facts
