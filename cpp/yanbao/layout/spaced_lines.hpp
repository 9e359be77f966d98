#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// Tables that a text prints one row a line, its cells parted by a space each: years at the end of a line, then lines of a
/// label and as many figures.  Two tables may stand side by side.  A line that has lost a figure, or won one, keeps its text
/// in one cell, where it means nothing.
void gather_spaced_lines(Lines& lines, const lexicon::Lexicon& lexicon);

} // namespace yanbao::layout
