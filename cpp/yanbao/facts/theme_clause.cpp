#include "yanbao/facts/theme_clause.hpp"

#include <algorithm>
#include <utility>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_unmarked_list =
    10; ///< descriptor of a list that neither a role word nor its own end marks
constexpr std::uint32_t longest_cut_name =
    8; ///< the first half of the first name of a list, at the end of its block
constexpr std::uint32_t least_of_kind = 4, most_of_kind = 24; ///< atoms that say which companies a list holds
constexpr std::uint32_t longest_cut_lead = 4; ///< atoms between a role word and the end of its block
constexpr std::u32string_view clause_ornaments = U"*~";

} // namespace

void ClauseReader::enter_section(bool outside, bool advice) {
    outside_ = outside;
    section_has_roles_ = advice;
}

void ClauseReader::begin_list(std::uint32_t at, Stop stop) {
    last_event_ = at;
    list_may_start_ = true;
    last_stop_ = stop;
    sentence_start_ = stop == Stop::full || stop == Stop::semicolon;
    own_theme_ = first_clause_ = kind_ = {};
    introduced_ = announced_ = {};
}

void ClauseReader::begin_next_list(std::uint32_t at) {
    const bool same_sentence = last_stop_ == Stop::semicolon;
    begin_list(at, Stop::colon);
    if (same_sentence) introduced_ = label_role_;
}

void ClauseReader::lead_in(bool to_items) {
    if (introduced_.key.empty() && to_items) introduced_ = announced_;
    if (!introduced_.key.empty()) outline_.set_lead(introduced_);
    introduced_ = announced_ = {};
}

void ClauseReader::end_run() {
    settle_run(run_);
    run_ = {};
}

void ClauseReader::end_list() {
    end_run();
    own_theme_ = first_clause_ = kind_ = {};
}

void ClauseReader::finish() { begin_heading(false); }

void ClauseReader::begin_heading(bool unnumbered) {
    end_list();
    if (!unnumbered) drop_cut_list();
    introduced_ = announced_ = label_role_ = {};
    list_may_start_ = false;
    sentence_start_ = true;
    last_stop_ = Stop::end;
}

void ClauseReader::take(Range clause, Stop stop) {
    clause = text::trimmed(a_, clause, clause_ornaments);
    if (w_.is_market(a_, clause)) return; // A-shares: ..., behind a role word and its colon
    const bool starts = sentence_start_;
    sentence_start_ = stop == Stop::full || stop == Stop::semicolon;
    if (!clause.empty() && w_.avoid.is_in(d_, clause)) {
        end_list();
        introduced_ = announced_ = cut_role_ = {};
        into_.advised_against.push_back(clause);
    } else if (!clause.empty()) {
        const RoleWord announced = std::exchange(announced_, {});
        cut_role_ = {};
        if (!announced.key.empty() && last_stop_ == Stop::comma && w_.example.at_front(a_, clause) > 0)
            introduced_ = announced; // ... stocks of a kind, such as A, B
        const auto roles = w_.roles(d_, clause);
        if (roles.empty()) {
            without_role(behind_rank(clause), stop);
        } else {
            ranked_ = roles.back().behind ? RoleWord{} : roles.back();
            with_roles(clause, stop, roles);
        }
        if (starts && roles.empty() && stop == Stop::comma && !run_.open) first_clause_ = clause;
        list_may_start_ = false;
    }
    if (stop == Stop::full) end_sentence();
    last_stop_ = stop;
}

// First of all A, next B: the word for next stands for the role word below the one of the clause before.
Range ClauseReader::behind_rank(Range clause) {
    const std::uint32_t n = ranked_.key.empty() ? 0 : w_.next_rank.at_front(a_, clause);
    if (n == 0) return clause;
    end_run();
    introduced_ = {ranked_.key == "key_pick" ? std::string_view("pick") : ranked_.key,
                   {clause.begin, clause.begin + n}};
    return {clause.begin + n, clause.end};
}

void ClauseReader::end_sentence() {
    ranked_ = {};
    end_list();
    label_role_ = {};
    if (!introduced_.key.empty()) lead_in(false);
    outline_.close_sentence_label();
    outline_.fill(false);
}

// Whether the open list, or the place, takes a clause that has no role word of its own.
bool ClauseReader::goes_on(const CompanyList& list, Stop stop) const {
    if (run_.open && run_.doubtful)
        return list.is_one_known() || (last_stop_ == Stop::semicolon && list.is_one_unknown());
    if (run_.open && list.bracketed) return true;
    if (run_.open && list.parts.size() == 1 && list.parts.front().is_typical()) {
        // behind one name and a comma it is a member where another known name follows
        const bool parts = stop == Stop::comma || last_stop_ == Stop::semicolon;
        const bool first = run_.companies.size() == 1 && parts && run_.known() == 1;
        if (run_.companies.size() >= 2 || first) return !run_.tentative;
    }
    if (list.owns() && introduced_.key.empty()) return false;
    const bool awaited = !introduced_.key.empty() || (list_may_start_ && !outline_.lead().key.empty());
    if (awaited ? !list.may_begin() : !list.begins_with_company()) return false;
    if (run_.open || !introduced_.key.empty() || (!run_.companies.empty() && list.joined)) return true;
    if (list.prose) return false;
    if (section_has_roles_ && outline_.is_named() && list.is_bare() &&
        w_.example.at_front(a_, list.parts.front().words) == 0)
        return true;
    const bool apart = list.stands_apart();
    if (list_may_start_ && !list.begins_with_company()) return true;
    if (list_may_start_) return apart || list.descriptor_size() <= longest_unmarked_list;
    return !outline_.lead().key.empty() && stop != Stop::colon && apart;
}

void ClauseReader::without_role(Range clause, Stop stop) {
    const bool besides = section_has_roles_ && w_.reset.at_front(a_, clause) > 0;
    const bool advised = section_has_roles_ && outline_.is_named();
    if (!run_.open && run_.companies.empty() && !list_may_start_ && introduced_.key.empty() && !besides &&
        !advised && outline_.lead().key.empty())
        return;
    CompanyList list = read_list(a_, w_, companies_, clause, false);
    const bool taken = goes_on(list, stop) || (besides && list.begins_with_company());
    const RoleWord introduced = std::exchange(introduced_, {});
    run_.open = run_.open && taken;
    if (!taken) return;
    const bool unknown = run_.open && run_.companies.size() == 1 && list.known() == 0;
    if (!introduced.key.empty() || (!run_.open && run_.companies.empty())) begin_run(introduced, false);
    append(std::move(list));
    run_.open = run_.open && stop != Stop::colon;
    run_.doubtful = run_.doubtful && run_.known() == 0;
    run_.tentative = unknown && last_stop_ != Stop::semicolon;
}

void ClauseReader::with_roles(Range clause, Stop stop, const std::vector<RoleWord>& roles) {
    Range before{clause.begin, roles.front().range.begin};
    ends_since_reset_ = false;
    announced_before_ = {};
    RoleWord carried; // `recommend stocks that gain: A`: the first word counts
    for (std::size_t k = 0; k < roles.size(); ++k) {
        const bool last = k + 1 == roles.size();
        const Range after{roles[k].range.end, last ? clause.end : roles[k + 1].range.begin};
        CompanyList names;
        if (!before.empty()) names = read_list(a_, w_, companies_, before, true);
        const Stop behind = last ? stop : Stop::comma;
        if (is_behind(names, roles[k], after, behind)) return reach_back(std::move(names), roles[k]);
        if (before.empty() && ends_since_reset_ &&
            nothing_follows(roles[k], after, behind)) { // besides, A is one
            run_.own = roles[k];
            return end_list();
        }
        const bool had_names = !names.parts.empty() && goes_on(names, Stop::comma);
        if (had_names) {
            if (run_.companies.empty()) begin_run(std::exchange(introduced_, {}), false);
            append(std::move(names));
        }
        if (!last && !roles[k + 1].behind && w_.lead.without_front(a_, after).empty()) {
            if (carried.key.empty() || carried.is_listed()) carried = roles[k];
            continue;
        }
        if (!roles[k].behind) {
            if (!last && roles[k + 1].behind) announced_before_ = roles[k];
            const RoleWord role = carried.key.empty() || carried.is_listed() ? roles[k] : carried;
            reach_on(role, had_names ? Range{} : before, after, last, stop);
        } else if (!had_names) {
            run_.open = false;
            if (last && !announced_before_.key.empty()) { // A, B, which gain from X
                CompanyList list = read_list(a_, w_, companies_, after, false);
                if (list.begins_with_company() && list.stands_apart())
                    return reach_on(std::exchange(announced_before_, {}), {}, after, true, stop);
            }
            if (last && stop == Stop::colon)
                introduced_ = std::exchange(announced_before_, {}); // stocks that gain from X
        }
        carried = {};
        before = {};
    }
}

// A, B and C will all gain: the word stands behind its names, and none follow it.
bool ClauseReader::is_behind(const CompanyList& names, const RoleWord& role, Range after, Stop stop) const {
    // besides, A, B will gain: a comma parts B, which nobody knows
    const bool joins = run_.open && run_.after_reset && run_.own.key.empty() && names.parts.size() == 1 &&
                       names.parts.front().is_typical();
    if (joins && role.behind) return true;
    const bool alone = run_.open && names.known() == 0 && names.parts.size() == 1 &&
                       names.parts.front().is_typical() && names.parts.front().companies.front().whole;
    if (alone && names.to_end)
        return nothing_follows(role, after, stop); // A, and B is one: which nobody knows
    if (names.known() == 0 || !names.to_end || names.owns() ||
        (!run_.open && !section_has_roles_ && !outline_.is_named()))
        return false;
    return nothing_follows(role, after, stop);
}

bool ClauseReader::nothing_follows(const RoleWord& role, Range after, Stop stop) const {
    if (role.behind) return true;
    after = w_.lead.without_front(a_, after);
    return after.empty() ? stop != Stop::colon
                         : !read_list(a_, w_, companies_, after, false).begins_with_company();
}

void ClauseReader::reach_back(CompanyList&& names, const RoleWord& role) {
    const bool reset =
        std::any_of(names.parts.begin(), names.parts.end(), [](const ListPart& part) { return part.reset; });
    const bool since_reset = run_.open && run_.after_reset && run_.own.key.empty();
    const bool vouched = run_.open && run_.known() > 0;
    if (!since_reset && !(reset && run_.open)) {
        begin_run(reset ? RoleWord{} : role, false);
        run_.vouched = vouched;
    }
    append(std::move(names));
    if (run_.own.key.empty()) run_.own = role;
    end_list();
}

// A role word before its names, or before a colon and a list to come.
void ClauseReader::reach_on(const RoleWord& role, Range before, Range after, bool last, Stop stop) {
    if (const Range theme = labels_.of_clause(before); !theme.empty())
        own_theme_ = theme;
    else if (own_theme_.empty() && !first_clause_.empty()) {
        own_theme_ = labels_.of_clause(first_clause_);
        if (labels_.is_sector(own_theme_)) {
            end_run();
            outline_.close_listed();
        }
        if (!own_theme_.empty() && a_.has(first_clause_.begin, text::flag::line_start))
            outline_.close_labels();
    }
    if (last && stop == Stop::colon && w_.portfolio.at_back(a_, {before.begin, role.range.end}) > 0)
        own_theme_ = {before.empty() ? role.range.begin : before.begin, role.range.end};
    CompanyList list = read_list(a_, w_, companies_, after, !last);
    const bool colon = last && stop == Stop::colon;
    const bool names = list.names_companies() && !list.owns();
    const bool may_be_cut =
        last && stop == Stop::end && list.parts.size() == 1 && after.size() <= longest_cut_name;
    // a comma may part the names of a list as well: an unknown name is its first where a known one follows
    const bool may_go_on = last && (stop == Stop::comma || stop == Stop::semicolon) && list.is_one_unknown();
    if (may_be_cut || may_go_on || (names && (!colon || list.begins_with_company())) ||
        (!colon && list.all_typical())) {
        begin_run(role, false);
        append(std::move(list));
        run_.open = run_.open && !colon;
        run_.doubtful = may_go_on;
        introduced_ = {};
        return;
    }
    if (!role.is_listed() && list.all_unknown())
        for (const ListPart& part : list.parts) into_.unread.push_back(part.companies.front().name);
    end_run();
    introduced_ = {};
    const bool announced = !role.is_listed() && w_.announcer.is_in(d_, after);
    if (!last) return;
    if (stop == Stop::end && after.size() <= longest_cut_lead && !role.is_listed()) cut_role_ = role;
    const Range kind = w_.lead.without_front(a_, after);
    const bool field = kind.size() >= least_of_kind && w_.field.at_back(a_, kind) > 0;
    if (colon && kind.size() <= most_of_kind && (field || labels_.is_sector(kind))) kind_ = kind;
    if (colon && !kind.empty()) label_role_ = role;
    const bool bare = kind.empty() && (stop == Stop::end || (stop == Stop::comma && !role.is_listed()));
    (colon || announced || bare ? introduced_ : announced_) = role;
}

} // namespace yanbao::facts
