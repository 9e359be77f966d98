#pragma once

#include "yanbao/facts/theme_reader.hpp"

namespace yanbao::facts {

/// Rows of `themes` and their findings: a list that is printed twice counts once, whatever cuts one of its copies.
void add_themes(const Context& context, ThemeLists&& lists, Facts& facts);

} // namespace yanbao::facts
