#pragma once

#include "yanbao/facts/theme_reader.hpp"

namespace yanbao::facts {

/// Lists that no theme names stand under the sector of the report; those of a report on one company, or without a sector,
/// are left out.  A finding each.
void name_nameless(const Context& context, ThemeLists& lists, Facts& facts);

} // namespace yanbao::facts
