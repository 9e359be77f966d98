#pragma once
// The words that name a theme: behind a number, before a colon, in a heading.

#include "yanbao/facts/theme_list.hpp"

#include <functional>

namespace yanbao::facts {

struct Label {
    text::Range theme = {}; ///< empty: the words name none
    std::uint32_t end = 0;  ///< where reading goes on
    Stop stop = Stop::end;  ///< what stands before that
    bool section = false;   ///< the label of a part of the report: advice, views
    bool framed = false;    ///< `from the angle of ...`
    bool bracketed = false; ///< a label in black brackets, which parts a paragraph as numbers do
    bool direct = false;    ///< its list, or a role word, stands right behind it
    RoleWord role = {};     ///< all that black brackets hold: for the lists behind them
};

class LabelReader {
  public:
    LabelReader(const Context& context, const ThemeWords& words, const CompanyReader& companies)
        : d_(context.document), a_(context.document.atoms), w_(words), companies_(companies) {}

    /// Behind a number, to the first comma or colon or the role word of the list; `breaks`: another number begins.
    Label of_item(text::Range r, const std::function<bool(std::uint32_t)>& breaks) const;
    /// The label that a paragraph begins with, or (no `line`) a sentence.
    Label of_paragraph(text::Range r, bool line) const;
    /// The second half of a label that the paragraph before begins; ends at `r` where it is none.
    Label rest_of(text::Range r) const;
    /// The label of a list that begins with the sentence `r` starts with.
    /// `sibling`: one in black brackets is open, and another such may have prose before its list.
    Label of_sentence(text::Range r, bool sibling) const;
    /// The theme of a heading, for lists beneath it that nothing else names.
    text::Range of_heading(const layout::Block& block) const;

    /// Words that tie a paragraph to the item before it: others, besides.
    bool goes_on(text::Range r) const {
        return w_.filler_front.at_front(a_, r) > 0 || w_.reset.at_front(a_, r) > 0;
    }
    /// The name of a part of the report: advice, views, weekly.
    bool is_section(text::Range r) const;
    /// Whether a heading or label is that of advice, where lists need no role word.
    bool is_advice(text::Range r) const;
    /// The role word that is all of the text, a colon apart.
    RoleWord whole_role(text::Range r) const;
    /// Whether a heading is a list of companies in truth; `has_lead`: a lead-in before it gives a role.
    bool is_list(text::Range r, bool has_lead) const;
    /// Whether a heading opens a part that recommends nothing.
    bool is_outside(text::Range r) const { return w_.outside.is_in(d_, r); }
    bool is_sector(text::Range r) const { return w_.sector.is_whole(a_, r); }
    /// What a clause before a role word names: `panels: `, `from the angle of growth`; empty where it is prose.
    text::Range of_clause(text::Range r) const;

  private:
    /// What stands right behind a label: names, a role word, or a role word with names behind it.
    enum class Vouched : std::uint8_t { nobody, names, role, list };
    Vouched voucher(text::Range r) const;
    bool begins_list(text::Range r) const { return voucher(r) != Vouched::nobody; }
    text::Range named(text::Range r, Vouched by = Vouched::nobody) const;
    text::Range unframed(text::Range r, bool& framed) const;
    bool is_figure(text::Range r) const;
    bool announces(text::Range words) const;
    bool parts_text(const Label& label, std::uint32_t end) const;
    bool is_bold(text::Range r) const;
    bool begins_with_name(text::Range r) const;
    bool names_company(text::Range r) const;
    std::uint32_t bracket_label(text::Range r, text::Range& inner) const;

    const layout::Document& d_;
    const text::Atoms& a_;
    const ThemeWords& w_;
    const CompanyReader& companies_;
    mutable text::Range asked_; ///< the last that `names_company` was asked for: a label is asked twice
    mutable bool names_company_ = false;
};

} // namespace yanbao::facts
