#pragma once
// Clause by clause: which role word reaches which names.

#include "yanbao/facts/theme_cut.hpp"
#include "yanbao/facts/theme_labels.hpp"
#include "yanbao/facts/theme_reader.hpp"

namespace yanbao::facts {

/// A clause's own role word beats the lead-in's; `besides` ends the reach of the word before; a word behind its names
/// reaches those of its clause, and all of them since `besides`.
class ClauseReader {
  public:
    ClauseReader(const Context& context, const ThemeWords& words, const CompanyReader& companies,
                 Outline& outline, ThemeLists& into)
        : d_(context.document), a_(context.document.atoms), w_(words), companies_(companies),
          labels_(context, words, companies), cuts_(context.document, words, companies),
          marks_(context.lexicon), outline_(outline), into_(into) {}

    void take(text::Range clause, Stop stop);

    /// A part of the report begins; in one that recommends nothing only full role words count, in one of advice lists need
    /// none.
    void enter_section(bool outside, bool advice = false);
    /// A block begins without a number: goes on with a list that something cut, and says where reading goes on.
    std::uint32_t begin_block(text::Range block);
    void end_block(text::Range block);
    /// A label or number was read, up to this stop: names may follow at once.
    void begin_list(std::uint32_t at, Stop stop);
    /// A label behind a semicolon: the role word before the first label of its sentence holds for its list too.
    void begin_next_list(std::uint32_t at);
    void end_list();
    /// A role word whose list has not come yet holds for the items or labels that follow.
    /// `to_items`: an item begins right behind, so that any role word in the sentence before it will do.
    void lead_in(bool to_items);
    void drop_cut_list();
    /// A cut list may go on behind an unnumbered heading, which may be a running head.
    void begin_heading(bool unnumbered);
    void finish();

    /// A list that was cut may go on in the next block, or does go on in this one.
    bool is_waiting() const { return cut_.has_value() || !cut_role_.key.empty(); }
    bool resumes(text::Range block) const;
    bool may_have_label() const { return sentence_start_ || !introduced_.key.empty(); }
    Stop last_stop() const { return last_stop_; }
    /// The atom where the last list ended or the last item or label began.
    std::uint32_t last_event() const { return last_event_; }

  private:
    text::Range behind_rank(text::Range clause);
    void without_role(text::Range clause, Stop stop);
    void with_roles(text::Range clause, Stop stop, const std::vector<RoleWord>& roles);
    bool is_behind(const CompanyList& names, const RoleWord& role, text::Range after, Stop stop) const;
    bool nothing_follows(const RoleWord& role, text::Range after, Stop stop) const;
    void reach_back(CompanyList&& names, const RoleWord& role);
    void reach_on(const RoleWord& role, text::Range before, text::Range after, bool last, Stop stop);
    bool goes_on(const CompanyList& list, Stop stop) const;
    void end_run();
    void begin_run(const RoleWord& own, bool after_reset);
    void append(CompanyList&& list);
    void settle_run(Run& run);
    void end_sentence();

    const layout::Document& d_;
    const text::Atoms& a_;
    const ThemeWords& w_;
    const CompanyReader& companies_;
    LabelReader labels_;
    CutReader cuts_;
    MarkReader marks_;
    Outline& outline_;
    ThemeLists& into_;

    Run run_;
    std::optional<CutList> cut_;
    ThemePlace resumed_;        ///< of the cut list that goes on in this block
    RoleWord ranked_;           ///< the role word of this sentence, which `next` is one below
    RoleWord label_role_;       ///< before the words of a label, in this sentence
    RoleWord introduced_;       ///< a role word with a colon, or `the following`, whose list is to come
    RoleWord cut_role_;         ///< a role word that ends its block: the list is in the next one
    RoleWord announced_before_; ///< in this clause, before a word that stands behind names
    RoleWord announced_;        ///< a role word whose sentence ends without a list
    text::Range last_words_;    ///< of a list, where they are no company
    text::Range open_words_;    ///< with which the last block ends, and no stop behind them
    text::Range own_theme_;     ///< named by the sentence itself
    text::Range kind_; ///< of the companies that a role word announces: a theme where nothing else names one
    text::Range first_clause_;    ///< of the sentence, where it holds no company
    bool list_may_start_ = false; ///< right behind a label or number
    bool sentence_start_ = true;
    bool outside_ = false;
    bool ends_since_reset_ = false; ///< the clause so far ends with names that follow `besides`
    bool section_has_roles_ = false;
    Stop last_stop_ = Stop::end;
    std::uint32_t last_event_ = 0;
};

} // namespace yanbao::facts
