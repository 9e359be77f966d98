#pragma once

#include "yanbao/facts/theme_reader.hpp"

namespace yanbao::facts {

/// Recommendations in English: `Our top picks are A (700 HK) and B (BABA US)`.  Only names with a ticker in brackets count;
/// their theme is the label or heading that they stand under.
void read_english_picks(const Context& context, const Facts& facts, ThemeLists& into);

} // namespace yanbao::facts
