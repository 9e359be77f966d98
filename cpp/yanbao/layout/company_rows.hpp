#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// Tables of companies that a text prints without marks: a row a line, its cells parted by white space, or one cell a
/// line.  The tickers of their rows tell where rows begin; a header above them must fit their columns.  A row that has lost
/// a cell, or won one, keeps its text in one cell, where it means nothing, and rows without such a header stay text: a
/// finding each.
void gather_company_rows(Lines& lines, const lexicon::Lexicon& lexicon);

} // namespace yanbao::layout
