#pragma once

#include "yanbao/facts/meta_words.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

/// Names of people, told by their length and surname.
class PersonNames {
  public:
    explicit PersonNames(const Context& context);

    /// Names that stand one after another from the start of `r`.  With `vouched` (a role and a colon before them) any
    /// name of two to four characters counts, else its surname must be known.
    std::vector<text::Range> leading(text::Range r, bool vouched) const;
    /// The name that ends where `r` ends, but for brackets and the words of a sector behind a gap.
    text::Range trailing(text::Range r) const;
    /// The whole of `r` is one name.
    bool whole(text::Range r) const;

  private:
    bool is_name(text::Range r, bool vouched) const;
    std::vector<text::Range> runs(text::Range r, std::size_t most) const;

    const text::Atoms& a_;
    Words surnames_, ratings_, sector_ratings_, labels_, sectors_;
    std::u32string_view single_;
};

} // namespace yanbao::facts
