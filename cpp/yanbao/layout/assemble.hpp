#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// Joins classified lines into blocks: prose over line breaks, page furniture and side bars; rows into tables.
/// Fills atoms, blocks, rows and cells of `document`.
void assemble(const Lines& lines, const lexicon::Lexicon& lexicon, const Limits& limits, Document& document);

} // namespace yanbao::layout
