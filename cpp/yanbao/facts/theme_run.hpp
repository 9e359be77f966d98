#pragma once
// One run of companies under one theme and one role word: which of its parts are companies is settled together.

#include "yanbao/facts/theme_company.hpp"
#include "yanbao/facts/theme_outline.hpp"

namespace yanbao::facts {

/// A row of the table before repeated lists are laid together.
struct ThemeEntry {
    ThemePlace place;
    RoleWord role;
    Company company;
};

struct Run {
    ThemePlace place;
    RoleWord own;  ///< the role word of its own clause
    RoleWord lead; ///< that of the lead-in
    std::vector<Company> companies;
    std::vector<text::Range> unread; ///< parts of the list that read like no company
    bool open = false;
    bool after_reset = false; ///< it begins with `besides`
    bool tentative = false;   ///< its last company is one that nobody knows, behind a comma
    bool vouched = false;     ///< a list right before it has known names
    bool topic = false;       ///< its end says that it lists fields: A, B and other directions
    bool doubtful = false;    ///< so far one name that nobody knows, before a comma
    bool in_list = false;     ///< a sibling of lists that have roles

    const RoleWord& role() const { return own.key.empty() ? lead : own; }
    std::size_t known() const;
};

/// What a run comes to.
struct Settled {
    std::vector<ThemeEntry> entries;
    std::vector<text::Range> unread;
};
/// Unknown names count where their neighbours are companies, or where all of them read like companies.
Settled settle(const Run& run, const ThemeWords& words, const text::Atoms& atoms);

} // namespace yanbao::facts
