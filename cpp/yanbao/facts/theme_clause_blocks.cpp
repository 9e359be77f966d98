// Lists across blocks: what a page or a lost line break cuts off is kept until the rest of it comes.

#include "yanbao/facts/theme_clause.hpp"

#include <utility>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr int oldest_cut = 6; ///< blocks after which a cut list is given up

} // namespace

std::uint32_t ClauseReader::begin_block(Range block) {
    sentence_start_ = true;
    list_may_start_ = false;
    last_stop_ = Stop::end;
    const Range open_words = std::exchange(open_words_, {});
    const RoleWord cut_role = std::exchange(cut_role_, {});
    const auto role = w_.cut_role(a_, open_words, block);
    if (cut_ && role &&
        !cuts_.resumption(*cut_, block)) { // the words behind the list are half of a role word
        cut_->last = {};
        cut_->kept.reset();
        drop_cut_list();
    }
    if (!cut_) {
        const auto names = cut_role.key.empty() ? std::nullopt : cuts_.names_at(open_words, block);
        if (!role && !names) return block.begin;
        introduced_ = role ? *role : cut_role;
        sentence_start_ = false;
        return role ? role->range.end : *names;
    }
    const auto found = cuts_.resumption(*cut_, block);
    if (!found) {
        if (++cut_->age > oldest_cut) drop_cut_list();
        return block.begin;
    }
    run_ = CutReader::mended(std::move(*cut_), found->joined);
    run_.open = true;
    cut_.reset();
    const ThemePlace place = run_.place;
    if (run_.companies.empty())
        introduced_ = std::exchange(run_, {}).own; // no more than its role word came before
    resumed_ = place;
    sentence_start_ = false;
    return found->at;
}

bool ClauseReader::resumes(Range block) const {
    if (cut_ && cuts_.resumption(*cut_, block)) return true;
    if (w_.cut_role(a_, open_words_, block)) return true;
    return !cut_ && !cut_role_.key.empty() && cuts_.names_at(open_words_, block);
}

void ClauseReader::end_block(Range block) {
    const bool unfinished = last_stop_ == Stop::end || cuts_.ends_with_comma(block);
    const bool in_words = !last_words_.empty() && last_words_.end == block.end;
    if (unfinished && run_.open && (!run_.companies.empty() || in_words)) {
        drop_cut_list();
        cut_ = cuts_.cut(std::move(run_), last_words_, block);
        run_ = {};
    }
    open_words_ = cuts_.words_at_end(block);
    end_list();
    if (!introduced_.key.empty()) lead_in(false);
    resumed_ = {};
    label_role_ = {};
    outline_.close_labels();
    outline_.end_paragraph(last_stop_ != Stop::colon && !cut_);
    list_may_start_ = false;
}

void ClauseReader::drop_cut_list() {
    if (!cut_) return;
    if (!cut_->last.empty() && !cut_->kept) cut_->run.unread.push_back(cut_->last);
    Run run = CutReader::mended(std::move(*cut_), std::nullopt);
    cut_.reset();
    settle_run(run);
}

} // namespace yanbao::facts
