#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// Sets each line's kind, level, number and mark from its own words, its neighbours and how often it comes back.
void classify(Lines& lines, const lexicon::Lexicon& lexicon);

/// Whether the atoms end a sentence: a stop, or a stop inside closing quotes or brackets.
bool is_terminated(const text::Atoms& atoms, text::Range r) noexcept;

} // namespace yanbao::layout
