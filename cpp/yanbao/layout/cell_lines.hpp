#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// Tables that a text prints one cell a line: years one below the other, then labels, each with as many figures below it.
/// Their lines are joined to rows; a row that has lost a cell, or won one, keeps its text in one cell, where it means nothing.
void gather_cell_lines(Lines& lines, const lexicon::Lexicon& lexicon);

} // namespace yanbao::layout
