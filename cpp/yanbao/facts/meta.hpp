#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// What the report is: house, title, kind, day of publication, sector or company and their ratings.  Wants the list of
/// past issues (`facts.references`).
void read_meta(const Context& context, Facts& facts);

} // namespace yanbao::facts
