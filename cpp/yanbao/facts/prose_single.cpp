#include "yanbao/facts/prose_single.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/dates.hpp"

namespace yanbao::facts {

using text::Range;

namespace {

constexpr std::uint32_t longest_link_to_year = 6;
constexpr std::int32_t farthest_year = 4;
constexpr std::uint32_t fewest_of_row = 2;         ///< figures that stand behind another
constexpr std::uint32_t longest_year_opening = 20; ///< words between a year and what is foretold for it
constexpr std::uint32_t longest_now = 8;           ///< today's, before a multiple
constexpr std::uint32_t longest_year = 6;          ///< a comma, four digits and the character for year
constexpr std::uint32_t longest_clause_before_year =
    400; ///< that is looked through for a forecast word before a year

} // namespace

void SingleYears::read(Range s, const std::vector<Mention>& mentions, const std::vector<Range>& lists) {
    if (guidance_.any_in(s)) return; // of the company, not of the report
    std::int32_t year = 0;
    std::uint32_t at = s.begin, bare_figures = 0;
    auto list = lists.begin();
    for (const Mention& m : mentions) {
        while (list != lists.end() && list->end <= m.begin) ++list;
        const bool listed = list != lists.end() && list->begin <= m.begin;
        for (; at < m.begin; ++at) {
            const std::int32_t before = year;
            if (lexicon::is_digit(d_.atoms.cp[at]) || d_.atoms.cp[at] == U'F') year = year_at(at, s, year);
            if (year != before) bare_figures = 0;
            bare_figures += follows_figure(at) ? 1 : 0;
            if (bare_figures >= fewest_of_row) year = 0; // a line of a table stands between
        }
        const bool another = m.of_another && !listed;
        if (!listed && !m.of_part) tell_range(m, year, s.end);
        const auto figure = (m.of_part && !another) || listed ? std::nullopt : value_behind(m, s.end);
        if (!figure) continue;
        const std::int32_t behind = year_behind(figure->range.end, s.end);
        Mention said = m;
        if (m.by_unit && is_per_share(*figure)) said.metric = "eps";
        if (behind == 0 && (year == 0 || is_of_now(m))) continue;
        if (another) {
            figures_.leave_out(m, figure->range, "are of another company that the sentence names");
            continue;
        }
        figures_.take_alone(said, *figure, behind != 0 ? behind : year);
        if (behind == 0) take_next_years(said, *figure, year, s.end);
    }
}

// Figures with white space alone between them.
bool SingleYears::follows_figure(std::uint32_t at) const {
    const auto& cp = d_.atoms.cp;
    return at > 0 && d_.atoms.has(at, text::flag::gap) && lexicon::is_digit(cp[at]) &&
           (lexicon::is_digit(cp[at - 1]) || cp[at - 1] == U'%');
}

// The year that is meant from `at` on; `at` moves to its end.  Quarters, lists and years of the past end what was meant.
std::int32_t SingleYears::year_at(std::uint32_t& at, Range s, std::int32_t meant) const {
    const auto& a = d_.atoms;
    if (at > s.begin && !a.has(at, text::flag::gap) &&
        (lexicon::is_digit(a.cp[at - 1]) || a.cp[at - 1] == U'.' || lexicon::is_ascii_letter(a.cp[at - 1])))
        return meant;
    if (const auto list = year_list(a, at, s.end)) {
        at = list->range.end - 1;
        return 0;
    }
    const auto period = text::period_at(a, at, s.end);
    const bool named = a.cp[at] == U'F'; // FY26
    const bool marked = period && (period->period.basis != Basis::unprinted || named ||
                                   a.cp[period->range.end - 1] == lexicon::han::year);
    if (!period || !period->period.year) {
        if (const std::int32_t year = short_year(at, s)) return year;
        return is_part_of_year(at, s.end) ? 0 : meant;
    }
    if (!marked) return meant;
    const std::int32_t year = *period->period.year;
    const std::uint32_t begin = at;
    at = period->range.end - 1;
    if (year == meant) return meant;
    std::uint32_t clause = begin;
    const std::uint32_t reach = begin - std::min(begin - s.begin, longest_clause_before_year);
    while (clause > reach && a.cp[clause - 1] != U',' && a.cp[clause - 1] != U';') --clause;
    const auto& published = facts_.meta.published;
    const bool past = published && year < published->year() - (published->month() <= 4 ? 1 : 0);
    const bool next = meant != 0 && year == meant + 1; // 1.2 billion in 2025, 1.5 billion in 2026
    const bool foretold = next || is_to_come(year, {reach, begin}) || forecast_.any_in({clause, begin}) ||
                          forecast_.at(period->range.end, s.end) ||
                          (named && opens_forecast(period->range.end, s.end));
    return foretold && !past && period->period.basis != Basis::actual ? year : 0;
}
// A year behind that of the report, in a sentence that foretells and speaks of nobody's plan.
bool SingleYears::is_to_come(std::int32_t year, Range before) const {
    const auto& day = facts_.meta.published;
    return day && year > day->year() && forecast_.any_in(before) && !plans_.any_in(before);
}

// For FY26, we expect
bool SingleYears::opens_forecast(std::uint32_t at, std::uint32_t end) const {
    if (at >= end || d_.atoms.cp[at] != U',') return false;
    return forecast_.any_in({at, std::min(end, at + longest_year_opening)});
}

// 26 and the character for year: where a forecast for that year may be meant.
std::int32_t SingleYears::short_year(std::uint32_t at, Range s) const {
    const auto& cp = d_.atoms.cp;
    const auto& published = facts_.meta.published;
    if (!published || at + 3 > s.end || !lexicon::is_digit(cp[at + 1]) || cp[at + 2] != lexicon::han::year)
        return 0;
    const auto year = 2000 + static_cast<std::int32_t>((cp[at] - U'0') * 10 + (cp[at + 1] - U'0'));
    const std::uint32_t reach = at - std::min(at - s.begin, longest_clause_before_year);
    std::uint32_t clause = at;
    while (clause > reach && cp[clause - 1] != U',' && cp[clause - 1] != U';') --clause;
    const bool foretold = forecast_.any_in({clause, at}) || forecast_.at(at + 3, s.end);
    const bool near = year >= published->year() && year <= published->year() + farthest_year;
    const bool whole = !text::names_part_of_year(d_.atoms, at + 3, s.end);
    return foretold && near && whole ? year : 0;
}

bool SingleYears::is_part_of_year(std::uint32_t at, std::uint32_t end) const {
    std::uint32_t i = at;
    while (i < end && lexicon::is_digit(d_.atoms.cp[i])) ++i;
    return i < end && i > at &&
           (d_.atoms.cp[i] == lexicon::han::year || d_.atoms.cp[i] == U'Q' || d_.atoms.cp[i] == U'H');
}

// The multiple of today, whatever year was spoken of before.
bool SingleYears::is_of_now(const Mention& m) const {
    if (dimension_of(c_, m.metric) != "multiple") return false;
    const auto before = now_.in({m.begin - std::min(m.begin, longest_now), m.begin});
    return !before.empty() && before.back().end == m.begin;
}

// 34.7 times (2025E)
std::int32_t SingleYears::year_in_bracket(std::uint32_t at, std::uint32_t end) const {
    const auto period = text::period_at(d_.atoms, at, end);
    if (!period || !period->period.year) return 0;
    std::uint32_t close = period->range.end;
    if (const auto word = forecast_.at(close, end)) close = word->end;
    const bool closed = close < end && d_.atoms.cp[close] == U')';
    return closed && period->period.basis != Basis::actual ? *period->period.year : 0;
}

// net profit of RMB1.2bn in FY25E
std::int32_t SingleYears::year_behind(std::uint32_t at, std::uint32_t end) const {
    if (at < end && d_.atoms.cp[at] == U'(')
        if (const std::int32_t year = year_in_bracket(at + 1, end)) return year;
    for (const std::uint32_t last = std::min(end, at + longest_link_to_year); at < last; ++at) {
        const auto period =
            d_.atoms.has(at, text::flag::gap) ? text::period_at(d_.atoms, at, end) : std::nullopt;
        if (period && period->period.year && period->period.basis == Basis::estimate)
            return *period->period.year;
        if (!lexicon::is_ascii_letter(d_.atoms.cp[at])) break;
    }
    return 0;
}

// Net profit of 1.2 billion in 2024, 1.5 billion in 2025: each next year with its figure, and nothing else.
void SingleYears::take_next_years(const Mention& m, const PrintedFigure& first, std::int32_t year,
                                  std::uint32_t end) {
    std::uint32_t at = first.range.end;
    while (at + 1 < end && (d_.atoms.cp[at] == U',' || d_.atoms.cp[at] == lexicon::han::enumeration_comma)) {
        if (lone_year(d_.atoms, at + 1, end) != ++year) return;
        at += longest_year;
        while (at < end && d_.atoms.cp[at - 1] != lexicon::han::year) ++at;
        const auto next = value_from(at, end);
        if (!next || next->dimension != first.dimension) return;
        figures_.take_alone(m, *next, year);
        at = next->range.end;
    }
}

std::optional<lexicon::Hit> SingleYears::revised_to(std::uint32_t at, std::uint32_t end) const {
    const auto to = to_.at(at, end);
    return to || at >= end || d_.atoms.cp[at] != U',' ? to : to_.at(at + 1, end);
}

// 1.0 to 1.2 billion is no figure; what it is of is told.
void SingleYears::tell_range(const Mention& m, std::int32_t year, std::uint32_t end) {
    std::uint32_t at = m.end;
    while (at < end)
        if (const auto link = links_.at(at, end); link && !lexicon::is_digit(d_.atoms.cp[at]))
            at = link->end;
        else
            break;
    const auto range = at < end ? range_of_figures(c_, at, end) : std::nullopt;
    if (range && (year != 0 || year_behind(range->end, end) != 0))
        figures_.leave_out(m, *range, "are a range, from one to another");
}

// Right behind the metric, with its unit, and no bound or end of a range.
std::optional<PrintedFigure> SingleYears::value_behind(const Mention& m, std::uint32_t end) const {
    return value_from(m.end, end);
}
std::optional<PrintedFigure> SingleYears::value_from(std::uint32_t at, std::uint32_t end) const {
    while (at < end)
        if (const auto link = links_.at(at, end))
            at = link->end;
        else
            break;
    const auto from = from_.at(at, end);
    if (from) at = from->end;
    ValueList list = at < end ? value_list(c_, at, end) : ValueList{};
    if (list.values.size() == 1) // up by 11% to 3.2 billion, from 2.9 to 3.2 billion
        if (const auto to = revised_to(list.end, end)) {
            const bool bare = to->end - to->begin == 1 || lexicon::is_ascii_letter(d_.atoms.cp[to->begin]);
            const bool level = list.values.front().dimension != "share_of_whole";
            if (bare && level && !from) return std::nullopt; // from one to another: a range
            list = value_list(c_, to->end, end);
        }
    if (list.values.size() != 1 || !list.values.front().has_unit || list.values.front().previous)
        return std::nullopt;
    const std::uint32_t behind = list.values.front().range.end;
    if (behind < end && (d_.atoms.cp[behind] == U'-' || d_.atoms.cp[behind] == U'~' || more_.at(behind, end)))
        return std::nullopt;
    return list.values.front();
}

} // namespace yanbao::facts
