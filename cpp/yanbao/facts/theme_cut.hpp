#pragma once
// Lists that the end of a page cuts in two, in the middle of a name, a bracket or a word.

#include "yanbao/facts/theme_list.hpp"
#include "yanbao/facts/theme_run.hpp"

namespace yanbao::facts {

/// A list that its block does not finish.
struct CutList {
    Run run;
    text::Range last;            ///< words of its last part, where they are no name yet
    std::optional<Company> kept; ///< what they are where nothing goes on with them
    bool paused = false;         ///< a comma stands last
    bool in_bracket = false;
    int age = 0; ///< blocks that did not go on with it
};

/// The atom of a block where a cut list goes on, and the name whose second half stands before it.
struct Resumption {
    std::uint32_t at = 0;
    std::optional<Company> joined;
};

class CutReader {
  public:
    CutReader(const layout::Document& document, const ThemeWords& words, const CompanyReader& companies)
        : d_(document), a_(document.atoms), w_(words), companies_(companies) {}

    /// What a block leaves open at its end; `last_words`: of the list's last part, where they are no company.
    CutList cut(Run&& run, text::Range last_words, text::Range block) const;
    /// Where the list goes on in another block, if it does.
    std::optional<Resumption> resumption(const CutList& cut, text::Range block) const;
    /// The run, with the name that the second half completes, or what the first was without it.
    static Run mended(CutList&& cut, const std::optional<Company>& joined);

    /// The last few atoms behind the last stop: perhaps the first half of a word.
    text::Range words_at_end(text::Range block) const;
    /// Where the names begin, when the block before ends with a role word, or in a word behind it that ends `head`.
    std::optional<std::uint32_t> names_at(text::Range head, text::Range block) const;
    bool ends_with_comma(text::Range block) const;

  private:
    std::uint32_t rest_of_lead(text::Range head, text::Range block) const;
    std::optional<std::uint32_t> behind_bracket_of(text::Range block) const;
    bool leaves_bracket_open(text::Range block) const;

    const layout::Document& d_;
    const text::Atoms& a_;
    const ThemeWords& w_;
    const CompanyReader& companies_;
};

} // namespace yanbao::facts
