// A list that a page cut goes on in the next block.
#include "yanbao/facts/theme_clause.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <utility>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_half = 4; ///< of a word that a page cuts in two
constexpr std::uint32_t longest_cut_bracket = 30;
constexpr std::uint32_t longest_first_part = 60; ///< atoms of a block in which a cut list must go on
constexpr std::uint32_t longest_tail_of_name = 6;
constexpr int oldest_cut = 6; ///< blocks after which a cut list is given up

bool is_known(const Company& company) { return company.standing == Standing::known; }

} // namespace

std::uint32_t ClauseReader::begin_block(Range block) {
    sentence_start_ = true;
    list_may_start_ = false;
    last_stop_ = Stop::end;
    const Range open_words = std::exchange(open_words_, {});
    if (const auto role = w_.cut_role(a_, open_words, block); role && !cut_) {
        introduced_ = *role;
        sentence_start_ = false;
        return role->range.end;
    }
    if (!cut_role_.key.empty() && !cut_) {
        introduced_ = std::exchange(cut_role_, {});
        sentence_start_ = false;
        return block.begin + rest_of_lead(open_words, block);
    }
    cut_role_ = {};
    if (!cut_) return block.begin;
    const auto found = resumption(block);
    if (!found) {
        if (++cut_->age > oldest_cut) drop_cut_list();
        return block.begin;
    }
    CutList cut = std::move(*cut_);
    cut_.reset();
    run_ = std::move(cut.run);
    run_.open = true;
    resumed_ = run_.place;
    sentence_start_ = false;
    if (found->joined)
        run_.companies.push_back(*found->joined);
    else if (cut.kept)
        run_.companies.push_back(*cut.kept);
    return found->at;
}

bool ClauseReader::resumes(Range block) const {
    return resumption(block) || (!cut_ && (!cut_role_.key.empty() || w_.cut_role(a_, open_words_, block)));
}

// The last few atoms behind the last stop or comma: perhaps the first half of a word.
Range ClauseReader::words_at_end(Range block) const {
    Range words{block.end, block.end};
    while (words.begin > block.begin && words.size() < longest_half &&
           lexicon::is_cjk(a_.cp[words.begin - 1]))
        --words.begin;
    return words;
}

// Atoms of the second half of a word between a role word and its names (inclu-ding), the first half ending `head`.
std::uint32_t ClauseReader::rest_of_lead(Range head, Range block) const {
    for (std::uint32_t left = 1; left <= std::min(head.size(), longest_half); ++left)
        for (std::uint32_t right = std::min(block.size(), longest_half); right > 0; --right) {
            std::u32string word(a_.view({head.end - left, head.end}));
            word += a_.view({block.begin, block.begin + right});
            if (w_.lead.is_word(word)) return right;
        }
    return 0;
}

std::optional<ClauseReader::Resumption> ClauseReader::resumption(Range block) const {
    if (!cut_ || block.empty()) return std::nullopt;
    if (cut_->in_bracket) {
        const auto at = behind_cut_bracket(block);
        return at ? std::optional(Resumption{*at, std::nullopt}) : std::nullopt;
    }
    const std::uint32_t comma = behind_bracket(a_, block.begin, block.end);
    if (!cut_->paused && comma < block.end && (a_.cp[comma] == U'\u3001' || a_.cp[comma] == U','))
        return Resumption{comma + 1, std::nullopt};
    std::uint32_t stop = block.begin;
    while (stop < block.end && stop - block.begin < longest_first_part && !stop_at(a_, stop, block.end))
        ++stop;
    const auto chunks = chunks_of(a_, {block.begin, stop});
    if (chunks.empty()) return std::nullopt;
    const Range words = chunks.front().words;
    for (std::uint32_t n = std::min(words.size(), longest_tail_of_name); n > 0 && !cut_->last.empty(); --n)
        if (auto company = companies_.joined(cut_->last, {words.begin, words.begin + n}))
            return Resumption{words.begin + n, std::move(company)};
    const auto roles = w_.roles(d_, {block.begin, stop});
    const Range names{block.begin, roles.empty() ? stop : roles.front().range.begin};
    const bool known = read_list(a_, w_, companies_, names, !roles.empty()).begins_with_company();
    return known && (cut_->paused || (!cut_->last.empty() && !cut_->kept))
               ? std::optional(Resumption{block.begin, std::nullopt})
               : std::nullopt;
}

// The atom behind a bracket that the block before left open.
std::optional<std::uint32_t> ClauseReader::behind_cut_bracket(Range block) const {
    const auto v = a_.view(block).substr(0, longest_cut_bracket);
    const auto close = v.find(U')');
    if (close == v.npos || v.find(U'(') < close) return std::nullopt;
    std::uint32_t at = block.begin + static_cast<std::uint32_t>(close) + 1;
    while (at < block.end && (a_.cp[at] == U',' || a_.cp[at] == U'\u3001')) ++at;
    return at;
}

void ClauseReader::end_block(Range block) {
    const char32_t final = a_.cp[block.end - 1];
    const bool paused = final == U'\u3001' || final == U',';
    const auto opening = a_.view(block).rfind(U'(');
    const bool in_bracket = opening != std::u32string_view::npos &&
                            a_.view(block).find(U')', opening) == std::u32string_view::npos;
    const bool in_words = !last_words_.empty() && last_words_.end == block.end;
    if (run_.open && (!run_.companies.empty() || in_words) && (last_stop_ == Stop::end || paused)) {
        drop_cut_list();
        CutList cut;
        cut.paused = paused;
        cut.in_bracket = in_bracket;
        const Company last = run_.companies.empty() ? Company{} : run_.companies.back();
        if (!paused && !run_.unread.empty() && run_.unread.back().end == block.end) {
            cut.last = run_.unread.back();
            run_.unread.pop_back();
        } else if (!paused && !in_words && !is_known(last) && last.name.end == block.end) {
            cut.last = last.name;
            run_.companies.pop_back();
            if (last.typical) cut.kept = last;
        } else if (!paused && in_words) {
            cut.last = last_words_;
        }
        cut.run = std::move(run_);
        cut_ = std::move(cut);
        run_ = {};
    }
    if (!cut_) open_words_ = words_at_end(block);
    end_list();
    if (!introduced_.key.empty()) lead_in(false);
    resumed_ = {};
    outline_.close_labels();
    if (last_stop_ != Stop::colon && !cut_) outline_.seal();
    list_may_start_ = false;
}

void ClauseReader::drop_cut_list() {
    if (!cut_) return;
    CutList cut = std::move(*cut_);
    cut_.reset();
    if (cut.kept)
        cut.run.companies.push_back(*cut.kept);
    else if (!cut.last.empty())
        cut.run.unread.push_back(cut.last);
    settle_run(cut.run);
}

} // namespace yanbao::facts
