#include "yanbao/facts/theme_outline.hpp"

#include <algorithm>
#include <utility>

namespace yanbao::facts {

namespace {
constexpr std::size_t deepest = 8;
constexpr std::int32_t largest_step = 3; ///< numbers that a cut page may take away

bool counts_on(std::int32_t from, std::int32_t to) {
    if (from == unknown_number || to == unknown_number) return true;
    return to > from && to - from <= largest_step;
}
} // namespace

void Outline::open(const ListMark& mark, bool inside, bool inlined) {
    if (!expects(levels_, mark) && expects(closed_, mark))
        levels_.insert(levels_.end(), closed_.begin(), closed_.end());
    closed_.clear();
    if (lead_.key.empty()) lead_ = std::exchange(closed_lead_, {});
    std::size_t at = levels_.size();
    std::optional<std::size_t> same, next;
    while (at-- > 0) {
        const Level& level = levels_[at];
        if (level.form != mark.form) continue;
        if (!same) same = at;
        if (!next && (mark.form == MarkForm::bullet || counts_on(level.number, mark.number))) next = at;
    }
    const bool nested = inside && mark.number == 1 && same;
    const RoleWord late = !levels_.empty() && levels_.back().late ? levels_.back().lead : RoleWord{};
    if (!next && !same) next = in_another_form(mark);
    if (const auto sibling = next ? next : same; sibling && !nested) {
        if (levels_[*sibling].over && mark.form != MarkForm::bullet)
            heading_ = {}; // the next part, its heading within text
        levels_.resize(*sibling);
        if (!late.key.empty()) set_lead(late);
    } else if (!sibling && mark.number > 1 &&
               mark.form !=
                   MarkForm::ordinal) { // of a list around those that are open, whose items before are over
        while (!levels_.empty() && (levels_.back().is_label() || levels_.back().form > mark.form))
            levels_.pop_back();
    }
    if (inlined && levels_.empty() && !lead_.key.empty()) lead_is_inlined_ = true;
    if (levels_.size() >= deepest) levels_.resize(deepest - 1);
    levels_.push_back({.form = mark.form, .number = mark.number, .inlined = inlined});
}

// A number misread or misprinted in its signs: 1, (2), 3 are one list.
std::optional<std::size_t> Outline::in_another_form(const ListMark& mark) const {
    for (std::size_t at = levels_.size(); at-- > 0;)
        if (levels_[at].number > 0 && mark.number == levels_[at].number + 1) return at;
    return std::nullopt;
}

bool Outline::expects(const std::vector<Level>& levels, const ListMark& mark) {
    return std::any_of(levels.begin(), levels.end(), [&](const Level& level) {
        return level.form == mark.form && counts_on(level.number, mark.number);
    });
}

bool Outline::expects(const ListMark& mark) const {
    return expects(levels_, mark) || expects(closed_, mark) || in_another_form(mark);
}

void Outline::open_label(text::Range theme, LabelKind kind, bool is_item, bool inside) {
    close_sentence_label();
    const bool sibling = !levels_.empty() && levels_.back().is_label() && levels_.back().is_item && !inside;
    if (kind == LabelKind::sentence && sibling) kind = LabelKind::paragraph;
    if (kind == LabelKind::bracketed)
        levels_.erase(
            std::find_if(levels_.begin(), levels_.end(),
                         [](const Level& l) { return l.is_label() && l.kind == LabelKind::bracketed; }),
            levels_.end());
    if (kind != LabelKind::sentence) close_labels();
    if (levels_.size() < deepest)
        levels_.push_back({.theme = theme, .kind = kind, .is_item = is_item, .inlined = true});
}

void Outline::close_sentence_label() {
    if (!levels_.empty() && levels_.back().is_label() && levels_.back().kind == LabelKind::sentence)
        levels_.pop_back();
}

void Outline::close_labels() {
    while (!levels_.empty() && levels_.back().is_label()) levels_.pop_back();
}

void Outline::close_listed() {
    while (!levels_.empty() && levels_.back().inlined && levels_.back().listed) levels_.pop_back();
}

void Outline::fill(bool with_list) {
    bool labelled = false;
    for (std::size_t at = levels_.size(); at-- > 0;) {
        Level& level = levels_[at];
        level.filled = true;
        if (level.is_label() || level.fresh || !labelled) level.listed = level.listed || with_list;
        if (with_list) level.late = false;
        if (!level.is_label()) return;
        labelled = true;
    }
}

void Outline::close_paragraph(bool announces) {
    if (announces || (!levels_.empty() && levels_.back().inlined && !levels_.back().filled)) {
        for (Level& level : levels_) level.inlined = false;
        return;
    }
    if (lead_is_inlined_) lead_ = {};
    lead_is_inlined_ = false;
    close_from(
        std::find_if(levels_.begin(), levels_.end(), [](const Level& level) { return level.inlined; }));
    for (Level& level : levels_) level.over = level.over || level.form == MarkForm::bullet;
}

void Outline::end_paragraph(bool seals) {
    for (Level& level : levels_) {
        level.sealed = level.sealed || (seals && level.listed);
        level.fresh = false;
    }
}

void Outline::close_sealed() {
    close_from(std::find_if(levels_.begin(), levels_.end(), [](const Level& level) { return level.sealed; }));
}

void Outline::close_from(std::vector<Level>::iterator first) {
    if (first == levels_.end()) return;
    closed_.assign(std::make_move_iterator(first), std::make_move_iterator(levels_.end()));
    levels_.erase(first, levels_.end());
}

void Outline::reset(text::Range heading, const ListMark& mark, bool announced) {
    const bool goes_on = announced_ && mark.form == announced_.form && mark.number == announced_.number + 1;
    const RoleWord lead = announced || goes_on ? this->lead() : RoleWord{};
    announced_ = lead.key.empty() ? ListMark{} : mark;
    closed_ = mark ? std::vector<Level>{} : std::exchange(levels_, {});
    levels_.clear();
    closed_lead_ = mark ? RoleWord{} : lead_;
    lead_ = lead;
    lead_is_inlined_ = false;
    heading_ = heading;
    if (mark && mark.form != MarkForm::bullet)
        levels_.push_back({.form = mark.form, .number = mark.number, .over = true});
}

void Outline::extend_theme(text::Range rest) {
    if (levels_.empty()) return;
    Phrase& theme = levels_.back().theme;
    (theme.empty() ? theme.first : theme.rest) = rest;
}

void Outline::set_lead(const RoleWord& role) {
    for (std::size_t at = levels_.size(); at-- > 0;)
        if (levels_[at].form != MarkForm::none) {
            // behind an item that has its list, in a paragraph of its own: for the items that follow
            const bool over = levels_[at].listed && !levels_[at].fresh;
            levels_[at].lead = over ? RoleWord{} : role;
            levels_[at].late = levels_[at].listed && !over;
            if (!over) return;
        }
    lead_ = role;
    lead_is_inlined_ = false;
}

const RoleWord& Outline::lead() const {
    for (std::size_t at = levels_.size(); at-- > 0;)
        if (!levels_[at].lead.key.empty()) return levels_[at].lead;
    return lead_;
}

Phrase Outline::enclosing(std::size_t below, bool items_only) const {
    while (below-- > 0) {
        const Level& level = levels_[below];
        if (!level.theme.empty() && !level.over && (!items_only || level.is_item)) return level.theme;
    }
    return {};
}

ThemePlace Outline::place(const Phrase& own) const {
    if (!own.empty()) return {own, enclosing(levels_.size(), false)};
    for (std::size_t at = levels_.size(); at-- > 0;) {
        const Level& level = levels_[at];
        if (level.theme.empty()) continue;
        return {level.theme, enclosing(at, level.form != MarkForm::none)};
    }
    return {heading_, {}};
}

bool Outline::is_listed_label() const {
    return !levels_.empty() && levels_.back().is_label() && levels_.back().kind == LabelKind::paragraph &&
           levels_.back().listed;
}

bool Outline::has_bracketed_label() const {
    return std::any_of(levels_.begin(), levels_.end(), [](const Level& level) {
        return level.is_label() && level.kind == LabelKind::bracketed;
    });
}

bool Outline::is_named() const {
    return std::any_of(levels_.begin(), levels_.end(),
                       [](const Level& level) { return !level.theme.empty(); });
}

} // namespace yanbao::facts
