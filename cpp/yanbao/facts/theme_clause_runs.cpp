// Runs of companies under one role word: begun, filled with the parts of lists, settled into rows.

#include "yanbao/facts/theme_clause.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t full_role_word = 4; ///< atoms: such words announce lists even where news are told

} // namespace

void ClauseReader::begin_run(const RoleWord& own, bool after_reset) {
    settle_run(run_);
    run_ = {};
    run_.place = outline_.place(Phrase(own_theme_));
    if (run_.place.theme.empty()) run_.place = resumed_;
    if (run_.place.theme.empty()) run_.place.theme = kind_;
    run_.own = own;
    run_.lead = outline_.lead();
    run_.open = true;
    run_.after_reset = after_reset;
    run_.in_list = section_has_roles_;
}

void ClauseReader::append(CompanyList&& list) {
    for (std::size_t i = 0; i < list.parts.size(); ++i) {
        ListPart& part = list.parts[i];
        if (part.reset) begin_run({}, true);
        last_words_ = part.companies.empty() && part.grouped.empty() ? part.words : Range{};
        if (!part.grouped.empty()) {
            Run group = run_;
            if (const ListMark mark = marks_.number_at(a_, part.words.begin, part.words.end))
                part.words.begin = mark.end;
            if (!part.words.empty()) group.place = {Phrase(part.words), run_.place.theme};
            group.companies = std::move(part.grouped);
            group.unread.clear();
            settle_run(group);
        } else if (list.bracketed && !part.companies.empty() && !is_known(part.companies.front()) &&
                   a_.cp[part.companies.front().name.begin - 1] != U'\u3010') {
            run_.unread.push_back(part.words); // the names of this list stand in black brackets
        } else if (!part.companies.empty()) {
            std::move(part.companies.begin(), part.companies.end(), std::back_inserter(run_.companies));
        } else if (part.paused || (i + 1 < list.parts.size() && list.parts[i + 1].paused)) {
            run_.unread.push_back(part.words);
        }
    }
    run_.open = !list.ended;
    ends_since_reset_ = run_.after_reset && run_.own.key.empty() && list.to_end;
    run_.topic = run_.topic || list.topic;
}

void ClauseReader::settle_run(Run& run) {
    if (run.tentative && !run.companies.empty()) {
        run.unread.push_back(run.companies.back().name);
        run.companies.pop_back();
        run.tentative = false;
    }
    const bool counts = !outside_ || run.own.range.size() >= full_role_word;
    Settled settled;
    if (counts && !run.companies.empty()) settled = settle(run, w_, a_);
    run.companies.clear();
    run.unread.clear();
    if (settled.entries.empty()) {
        into_.unread.insert(into_.unread.end(), settled.unread.begin(), settled.unread.end());
        return;
    }
    if (run.place.theme.empty()) {
        into_.nameless.push_back(std::move(settled.entries));
        return;
    }
    section_has_roles_ = section_has_roles_ || !run.role().key.empty();
    outline_.fill(true);
    last_event_ = std::max(last_event_, settled.entries.back().company.name.end);
    std::move(settled.entries.begin(), settled.entries.end(), std::back_inserter(into_.entries));
    into_.unread.insert(into_.unread.end(), settled.unread.begin(), settled.unread.end());
}

} // namespace yanbao::facts
