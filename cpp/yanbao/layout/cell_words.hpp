#pragma once
// What the cells of tables have in common that a text prints without marks, a row or a cell a line.

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::layout {

/// A figure, or what stands for none.
bool is_figure_cell(const text::Atoms& atoms, const lexicon::Lexicon& lexicon, text::Range r);

/// Whether a label goes on in the line below it: there stands its unit, or the rest of what a bracket opened, or the two
/// together name a metric.
bool goes_on_as_label(const text::Atoms& atoms, const lexicon::Lexicon& lexicon, text::Range above,
                      text::Range below);

/// The finding on a row that has not as many figures as its table has years.
void tell_torn(Lines& lines, const Line& row);

} // namespace yanbao::layout
