#pragma once
// A day of publication that no line of the cover prints by itself.

#include "yanbao/facts/publication_witness.hpp"

namespace yanbao::facts {

/// A line of its own that the text has lost: a day at the end of a paragraph of the cover, behind a whole sentence.
std::optional<KnownDay> day_behind_prose(const Context& context, const Cover& cover);

/// Another's sentence on the report: a house, its day, and that it published research.  Nothing where two sentences differ.
std::optional<KnownDay> day_told(const Context& context, const Cover& cover);

} // namespace yanbao::facts
