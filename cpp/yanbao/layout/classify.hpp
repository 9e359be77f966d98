#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// Sets each line's kind, level, number and mark from its own words, its neighbours and how often it comes back.
void classify(Lines& lines, const lexicon::Lexicon& lexicon);

} // namespace yanbao::layout
