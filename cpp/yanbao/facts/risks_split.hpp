#pragma once
// The text behind a risk label as statements of one risk each.

#include "yanbao/facts/theme_mark.hpp"

#include <vector>

namespace yanbao::facts {

/// A statement at the head of an item or paragraph, and what stands behind its stop.
struct Headline {
    text::Range words, rest;
};

class RiskSplitter {
  public:
    RiskSplitter(const layout::Document& document, const lexicon::Lexicon& lexicon);

    /// Numbers part statements first, then full stops, semicolons, commas.  A statement that an explanation follows
    /// is its own words alone.
    std::vector<text::Range> statements(text::Range r) const;
    Headline headline(text::Range r) const;

    bool ends_as_risk(text::Range r) const { return ending_.at_back(a_, without_etc(r)) > 0; }
    /// Several statements, parted by semicolons.
    bool is_list(text::Range r) const { return cut(r, U";").size() > 1; }
    /// Text behind a headline that tells its reasons, and is no list of more risks.
    bool explains(text::Range rest) const;
    /// A warning to investors that says nothing about risks of the business.
    bool is_boilerplate(text::Range r) const { return boilerplate_.is_in(d_, r); }

  private:
    std::vector<text::Range> cut(text::Range r, std::u32string_view at) const;
    std::vector<text::Range> by_number(text::Range r) const;
    std::vector<text::Range> sentences(text::Range r) const;
    void split_list(text::Range r, std::vector<text::Range>& into) const;
    bool is_cut_short(text::Range r, bool within_semicolons) const;
    text::Range without_etc(text::Range r) const;
    text::Range cleaned(text::Range r) const;

    const layout::Document& d_;
    const text::Atoms& a_;
    MarkReader marks_;
    WordSet etc_, ending_, opening_, cause_, lead_, boilerplate_;
};

} // namespace yanbao::facts
