#pragma once
// Where in nested lists a reader stands: numbered items, labels, and the roles that their lead-ins give.

#include "yanbao/facts/theme_mark.hpp"

#include <vector>

namespace yanbao::facts {

enum class LabelKind : std::uint8_t {
    paragraph, ///< at the start of a paragraph, before a colon
    sentence,  ///< within one
    bracketed, ///< in black brackets: parts a paragraph as numbers do
};

/// The theme of a list and of the item around it; empty ranges where there is none.
struct ThemePlace {
    Phrase theme, parent;
};

class Outline {
  public:
    /// A numbered item begins; `inside`: a lead-in of the item around it stands just before; `inlined`: in the middle
    /// of a paragraph.
    void open(const ListMark& mark, bool inside, bool inlined);
    /// Another paragraph begins, and goes on with no number of an open list: items that began in the middle of the one
    /// before are over, but the last where it is a label alone.
    void close_paragraph(bool announces);
    /// A paragraph ends; `seals`: and an item with its list in it.
    void end_paragraph(bool seals);
    /// A paragraph begins that has nothing to do with the item before it, where that has its list.
    void close_sealed();
    /// Whether a number of this form goes on with an open list.
    bool expects(const ListMark& mark) const;
    /// A label without a number begins; `is_item`: its list stands right behind it, as behind a number;
    /// `inside`: a lead-in of the label around it stands just before.
    void open_label(text::Range theme, LabelKind kind, bool is_item, bool inside);
    void close_sentence_label();
    void close_labels();
    /// A sentence names a field of its own: items that began in its paragraph and have their lists are over.
    void close_listed();
    /// Everything is closed; lists that no theme names fall back on `heading`, whose number the next ones go on with.
    /// A number right behind an unnumbered heading may bring back what it closed: it was a running head.
    /// `announced`: a lead-in stands just before the numbered heading, and holds for those that go on with it.
    void reset(text::Range heading = {}, const ListMark& mark = {}, bool announced = false);
    /// Text without a number: what an unnumbered heading closed stays closed.
    void forget_lead() { closed_lead_ = {}; }

    void set_theme(const Phrase& theme) { levels_.back().theme = theme; }
    /// The words of the innermost item go on with these.
    void extend_theme(text::Range rest);
    /// The innermost item has its list, or a sentence at least: it is no bare label.  A list that a label of a later
    /// paragraph names is one of several perhaps.
    void fill(bool with_list);
    void set_lead(const RoleWord& role);
    const RoleWord& lead() const;

    /// The theme of a list here; `own` is what its sentence itself names.
    ThemePlace place(const Phrase& own = {}) const;
    /// Whether the label of a paragraph is innermost and has its list: another one may follow in its paragraph.
    bool is_listed_label() const;
    /// Whether a label in black brackets is open.
    bool has_bracketed_label() const;
    /// Whether an item or label, not just a heading, names the theme.
    bool is_named() const;

  private:
    struct Level {
        bool is_label() const { return form == MarkForm::none; }

        MarkForm form = MarkForm::none; ///< none: a label
        std::int32_t number = -1;
        Phrase theme = {};
        RoleWord lead = {};
        LabelKind kind = LabelKind::paragraph;
        bool is_item = true;
        bool inlined = false;
        bool filled = false; ///< it has more than its label
        bool listed = false; ///< a list
        bool sealed = false; ///< in the paragraph that it begins
        bool late = false;   ///< its lead stands behind its list: for the items that follow
        bool fresh = true;   ///< that paragraph goes on
        bool over = false;   ///< a heading, or a bullet of an earlier paragraph: no parent of what follows
    };
    Phrase enclosing(std::size_t below, bool items_only) const;
    void close_from(std::vector<Level>::iterator first);
    std::optional<std::size_t> in_another_form(const ListMark& mark) const;
    static bool expects(const std::vector<Level>& levels, const ListMark& mark);

    std::vector<Level> levels_;
    std::vector<Level> closed_; ///< the last ones closed: a number that goes on with them brings them back
    RoleWord lead_, closed_lead_;
    ListMark announced_;           ///< the last of the numbered headings that the lead-in is for
    bool lead_is_inlined_ = false; ///< the items of its list stand in the same paragraph
    text::Range heading_;
};

} // namespace yanbao::facts
