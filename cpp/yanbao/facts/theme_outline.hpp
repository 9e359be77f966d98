#pragma once
// Where in nested lists a reader stands: numbered items, labels, and the roles that their lead-ins give.

#include "yanbao/facts/theme_mark.hpp"

#include <vector>

namespace yanbao::facts {

/// The theme of a list and of the item around it; empty ranges where there is none.
struct ThemePlace {
    text::Range theme, parent;
};

class Outline {
  public:
    /// A numbered item begins; `inside`: a lead-in of the item around it stands just before.
    void open(const ListMark& mark, bool inside);
    /// Whether a number of this form goes on with an open list.
    bool expects(const ListMark& mark) const;
    /// A label without a number begins: of a paragraph, or of a sentence within one.
    void open_label(text::Range theme, bool of_sentence);
    void close_sentence_label();
    void close_labels();
    /// Everything is closed; lists that no theme names fall back on `heading`.
    void reset(text::Range heading = {});

    void set_theme(text::Range theme) { levels_.back().theme = theme; }
    void set_lead(const RoleWord& role);
    const RoleWord& lead() const;
    bool in_item() const { return !levels_.empty(); }

    /// The theme of a list here; `own` is what its sentence itself names.
    ThemePlace place(text::Range own = {}) const;
    /// Whether an item or label, not just a heading, names the theme.
    bool is_named() const;

  private:
    struct Level {
        MarkForm form = MarkForm::none; ///< none: a label
        std::int32_t number = -1;
        text::Range theme;
        RoleWord lead;
        bool of_sentence = false;
    };
    text::Range enclosing(std::size_t below, bool items_only) const;

    std::vector<Level> levels_;
    RoleWord lead_;
    text::Range heading_;
};

} // namespace yanbao::facts
