#include "yanbao/facts/theme_outline.hpp"

namespace yanbao::facts {

namespace {
constexpr std::size_t deepest = 8;
constexpr std::int32_t largest_step = 3; ///< numbers that a cut page may take away

bool goes_on(std::int32_t from, std::int32_t to) { return to > from && to - from <= largest_step; }
} // namespace

void Outline::open(const ListMark& mark, bool inside) {
    std::size_t at = levels_.size();
    std::optional<std::size_t> same, next;
    while (at-- > 0) {
        const Level& level = levels_[at];
        if (level.form != mark.form) continue;
        if (!same) same = at;
        if (!next && (mark.form == MarkForm::bullet || goes_on(level.number, mark.number))) next = at;
    }
    const bool nested = inside && mark.number == 1 && same;
    if (next && !nested)
        levels_.resize(*next);
    else if (same && !nested)
        levels_.resize(*same);
    if (levels_.size() >= deepest) levels_.resize(deepest - 1);
    levels_.push_back({mark.form, mark.number, {}, {}, false});
}

bool Outline::expects(const ListMark& mark) const {
    for (const Level& level : levels_)
        if (level.form == mark.form && goes_on(level.number, mark.number)) return true;
    return false;
}

void Outline::open_label(text::Range theme, bool of_sentence) {
    close_sentence_label();
    if (!of_sentence) close_labels();
    if (levels_.size() < deepest) levels_.push_back({MarkForm::none, -1, theme, {}, of_sentence});
}

void Outline::close_sentence_label() {
    if (!levels_.empty() && levels_.back().of_sentence) levels_.pop_back();
}

void Outline::close_labels() {
    while (!levels_.empty() && levels_.back().form == MarkForm::none) levels_.pop_back();
}

void Outline::reset(text::Range heading) {
    levels_.clear();
    lead_ = {};
    heading_ = heading;
}

void Outline::set_lead(const RoleWord& role) {
    for (std::size_t at = levels_.size(); at-- > 0;)
        if (levels_[at].form != MarkForm::none) {
            levels_[at].lead = role;
            return;
        }
    lead_ = role;
}

const RoleWord& Outline::lead() const {
    for (std::size_t at = levels_.size(); at-- > 0;)
        if (!levels_[at].lead.key.empty()) return levels_[at].lead;
    return lead_;
}

text::Range Outline::enclosing(std::size_t below, bool items_only) const {
    while (below-- > 0) {
        const Level& level = levels_[below];
        if (!level.theme.empty() && (!items_only || level.form != MarkForm::none)) return level.theme;
    }
    return {};
}

ThemePlace Outline::place(text::Range own) const {
    if (!own.empty()) return {own, enclosing(levels_.size(), false)};
    for (std::size_t at = levels_.size(); at-- > 0;) {
        const Level& level = levels_[at];
        if (level.theme.empty()) continue;
        return {level.theme, enclosing(at, level.form != MarkForm::none)};
    }
    return {heading_, {}};
}

bool Outline::is_named() const { return !enclosing(levels_.size(), false).empty(); }

} // namespace yanbao::facts
