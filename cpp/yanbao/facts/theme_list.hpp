#pragma once
// A stretch of text read as a list of companies: its parts, where it ends, what stands behind it.

#include "yanbao/facts/theme_chunks.hpp"

namespace yanbao::facts {

struct ListPart {
    bool is_typical() const { return companies.size() == 1 && companies.front().typical; }

    text::Range words;              ///< as printed, `and so on` off
    std::vector<Company> companies; ///< empty: reads like no company
    std::vector<Company> grouped;   ///< of the bracket behind words that name their theme: chips (A, B)
    bool reset = false;             ///< it begins with `besides`
    bool paused = false;            ///< an enumeration comma stands before it
};

struct CompanyList {
    std::vector<ListPart> parts;
    bool ended = false;     ///< `and so on` closes it
    bool topic = false;     ///< and goes on with a word for fields
    bool prose = false;     ///< or with the rest of a sentence
    bool joined = false;    ///< it begins with `and`
    bool bracketed = false; ///< black brackets stand around one of its names, as a list's sign
    bool to_end = false;    ///< its last company is the last thing in it, linking words apart

    std::size_t known() const;
    bool has_group() const;
    bool names_companies() const { return known() > 0 || has_group(); }
    /// The first part is a company that is known, or a group of them.
    bool begins_with_company() const;
    /// Or its first part reads like a company that nobody knows, before known ones.
    bool may_begin() const;
    /// It needs no role word beside it: a name alone, or set apart from its descriptor by a word or bold type.
    bool stands_apart() const;
    /// A company stands for something of its own: the drug of A.
    bool owns() const;
    /// Several names that are known, and nothing else.
    bool is_bare() const;
    /// One name and nothing else, of a company that is known, or of one that is not.
    bool is_one_known() const;
    bool is_one_unknown() const;
    /// All parts read like unknown companies.
    bool all_typical() const;
    /// A closed list of names that nobody knows: companies perhaps, or fields.
    bool all_unknown() const;
    std::uint32_t descriptor_size() const; ///< of the first name
};

/// `role_behind`: a role word follows, so that linking words (`A, B will all ...`) may stand behind the last name.
CompanyList read_list(const text::Atoms& atoms, const ThemeWords& words, const CompanyReader& companies,
                      text::Range r, bool role_behind);
/// Whether that list may begin, without reading all of it where its first part tells.
bool may_begin_list(const text::Atoms& atoms, const ThemeWords& words, const CompanyReader& companies,
                    text::Range r);

} // namespace yanbao::facts
