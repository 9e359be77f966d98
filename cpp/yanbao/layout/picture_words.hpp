#pragma once
// Text that a program wrote about a picture, as pipelines that turn PDF into markdown put it in the picture's place.

#include "yanbao/layout/document.hpp"

namespace yanbao::layout {

/// A chart's title as a heading, and below it headings and list items that describe its lines and bars, become
/// furniture: such figures were guessed from a picture, never printed.  Gives one finding with their number.
void set_picture_words_aside(Document& document, const lexicon::Lexicon& lexicon);

} // namespace yanbao::layout
