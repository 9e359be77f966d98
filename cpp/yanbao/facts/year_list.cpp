// Years in a row of prose: 2024-2026, 24/25/26, 2025E-2027E, FY25E-27E, from one year to another.
#include "yanbao/facts/value_list.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Atoms;
using text::Range;

constexpr std::uint32_t longest_link_to_years = 6; ///< atoms between figures and the years behind them
constexpr std::int32_t longest_span_of_years = 5;
constexpr std::int32_t first_short_year = 15;
constexpr std::int32_t last_of_durations = 20;
constexpr std::int32_t longest_span_of_short_years = 3; ///< 15-20 before the character for year is a duration

bool is_span(char32_t c) {
    return c == U'-' || c == U'~' || c == lexicon::han::to || c == lexicon::han::until;
}
bool joins_years(char32_t c) {
    return c == U'/' || c == U'\u3001' || c == lexicon::han::and_ || c == lexicon::han::with ||
           c == lexicon::han::as_well;
}

// A year of four digits at the start of a line goes on with no number of the line above.
bool opens_line(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    if (!atoms.has(at, text::flag::line_start)) return false;
    std::uint32_t i = at;
    while (i < end && i - at < 5 && is_digit(atoms.cp[i])) ++i;
    return i - at == 4 || atoms.has(at, text::flag::after_blank);
}

struct YearWord {
    std::int32_t year = 0; ///< 0: none
    std::uint32_t end = 0;
    bool marked = false; ///< the character for year, or E, A, F behind it
    bool full = false;   ///< four digits
};

/// What parts two years: a mark, or in English a comma, and, or both.
struct YearJoint {
    std::uint32_t end = 0;
    bool span = false, latin = false;
};
YearJoint joint_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    if (at >= end) return {at};
    if (is_span(atoms.cp[at])) return {at + 1, true};
    if (joins_years(atoms.cp[at])) return {at + 1};
    std::uint32_t i = at + (atoms.cp[at] == U',' ? 1U : 0U);
    const std::u32string_view rest = std::u32string_view(atoms.cp).substr(0, end).substr(i);
    if (rest.starts_with(U"and") && atoms.has(i, text::flag::gap)) i += 3;
    return {i, false, i > at};
}

YearWord year_word(const Atoms& atoms, std::uint32_t at, std::uint32_t end, bool behind_full = false) {
    const auto letter = [&](std::uint32_t i) {
        return i < end && lexicon::is_ascii_letter(atoms.cp[i]) && !atoms.has(i, text::flag::gap);
    };
    const bool named =
        at + 2 < end && lexicon::lower(atoms.cp[at]) == U'f' && lexicon::lower(atoms.cp[at + 1]) == U'y';
    if (named) at += 2;
    std::int32_t value = 0;
    std::uint32_t i = at;
    while (i < end && i - at < 5 && is_digit(atoms.cp[i]))
        value = value * 10 + static_cast<std::int32_t>(atoms.cp[i++] - U'0');
    const bool full = i - at == 4;
    if (i - at == 2 && (value >= first_short_year || behind_full)) value += 2000;
    if ((i - at != 2 && !full) || value < 1990 || value > 2060) return {};
    YearWord word{value, i, named, full};
    if (letter(i) && std::u32string_view(U"EAFeaf").find(atoms.cp[i]) != std::u32string_view::npos &&
        !letter(i + 1))
        word.end = i + 1, word.marked = true;
    const bool fiscal = word.end + 1 < end && atoms.cp[word.end] == lexicon::han::fiscal &&
                        atoms.cp[word.end + 1] == lexicon::han::year;
    if (fiscal) ++word.end;
    if (word.end < end && atoms.cp[word.end] == lexicon::han::year) ++word.end, word.marked = true;
    return word;
}

// Years of four digits that follow each other need no character behind them: 2024-2026 EPS.
bool is_plain_series(const Atoms& atoms, const std::vector<YearWord>& words, bool spanned,
                     std::uint32_t end) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!words[i].full || (i > 0 && !spanned && words[i].year != words[i - 1].year + 1)) return false;
    const std::uint32_t behind = words.back().end;
    if (behind >= end || atoms.has(behind, text::flag::gap)) return behind < end;
    const bool goes_on = std::u32string_view(U"-/.~%:,").find(atoms.cp[behind]) != std::u32string_view::npos;
    return !is_digit(atoms.cp[behind]) && !(goes_on && behind + 1 < end && is_digit(atoms.cp[behind + 1]));
}

} // namespace

std::optional<YearList> year_list(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    if (at >= end) return std::nullopt;
    const char32_t before = at > 0 && !opens_line(atoms, at, end) ? atoms.cp[at - 1] : U' ';
    const bool glued = at > 0 && !atoms.has(at, text::flag::gap);
    if (is_digit(before) || before == U'.' || (glued && lexicon::is_ascii_letter(before)))
        return std::nullopt;
    std::vector<YearWord> words{year_word(atoms, at, end)};
    if (words.front().year == 0) return std::nullopt;
    YearList list;
    list.years.push_back(words.front().year);
    bool spanned = false;
    for (;;) {
        const YearWord& last = words.back();
        const YearJoint joint = joint_at(atoms, last.end, end);
        if (joint.end == last.end) break;
        const YearWord next = year_word(atoms, joint.end, end, last.full);
        if (next.year <= last.year || next.year - last.year > longest_span_of_years) break;
        if (joint.latin && (!last.full || !next.full || next.year != last.year + 1)) break;
        while (joint.span && list.years.back() + 1 < next.year) list.years.push_back(list.years.back() + 1);
        list.years.push_back(next.year);
        spanned = spanned || joint.span;
        words.push_back(next);
    }
    if (list.years.size() < 2) return std::nullopt;
    const YearWord& first = words.front();
    const YearWord& word = words.back();
    if (!first.marked && !word.marked && !is_plain_series(atoms, words, spanned, end)) return std::nullopt;
    const bool may_last = spanned && !first.full && first.year < 2000 + last_of_durations;
    if (may_last && word.year - first.year > longest_span_of_short_years) return std::nullopt;
    list.range = {at, word.end};
    return list;
}

void NamedYears::add(std::int32_t year, std::uint32_t at) {
    if (!named_.years.empty() && year == named_.years.back()) return;
    if (named_.years.empty() || year != named_.years.back() + 1) named_ = {{}, {at, at}};
    named_.years.push_back(year);
}

std::optional<YearList> NamedYears::list(std::size_t figures, const std::optional<YearList>& listed,
                                         std::optional<Date> day) const {
    const bool fits = day && named_.years.size() > 1 && named_.years.size() == figures &&
                      named_.years.back() >= day->year();
    return fits && (!listed || listed->range.end <= named_.range.begin) ? std::optional(named_)
                                                                        : std::nullopt;
}

std::optional<YearList> years_behind(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    for (const std::uint32_t last = std::min(end, at + longest_link_to_years); at < last; ++at) {
        if (const auto years = year_list(atoms, at, end)) return years;
        if (!lexicon::is_ascii_letter(atoms.cp[at]) && atoms.cp[at] != U'(') break;
    }
    return std::nullopt;
}

bool lists_year_after(const Atoms& atoms, Range r, std::optional<Date> day) {
    for (std::uint32_t at = r.begin; day && at < r.end; ++at) {
        if (!is_digit(atoms.cp[at])) continue;
        const auto list = year_list(atoms, at, r.end);
        if (list && list->years.back() > day->year()) return true;
        while (at + 1 < r.end && is_digit(atoms.cp[at + 1])) ++at;
    }
    return false;
}

std::int32_t lone_year(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const bool opens = at == 0 || opens_line(atoms, at, end);
    if (!opens && (is_digit(atoms.cp[at - 1]) || atoms.cp[at - 1] == U'.')) return 0;
    const YearWord word = year_word(atoms, at, end);
    return word.marked && word.end - at > 4 ? word.year : 0;
}

} // namespace yanbao::facts
