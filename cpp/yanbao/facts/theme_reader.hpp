#pragma once
// Walks a document and finds its lists of companies: under numbers, labels and role words.

#include "yanbao/facts/theme_run.hpp"

namespace yanbao::facts {

/// Rows as printed, a repeated list as often as it is printed, and what was left out of them.
struct ThemeLists {
    std::vector<ThemeEntry> entries;
    std::vector<text::Range> unread;               ///< parts of lists that are no companies
    std::vector<text::Range> advised_against;      ///< clauses that name what to avoid
    std::vector<std::vector<ThemeEntry>> nameless; ///< lists that no theme names
};

ThemeLists read_theme_lists(const Context& context, const Facts& facts);

} // namespace yanbao::facts
