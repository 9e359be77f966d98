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

constexpr std::int32_t longest_span_of_years = 5;
constexpr std::int32_t first_short_year = 20; ///< 15-20 before the character for year is a duration

bool parts_years(char32_t c) {
    return c == U'-' || c == U'/' || c == U'~' || c == U'\u3001' || c == lexicon::han::to ||
           c == lexicon::han::until;
}

struct YearWord {
    std::int32_t year = 0; ///< 0: none
    std::uint32_t end = 0;
    bool marked = false; ///< the character for year, or E, A, F behind it
};

YearWord year_word(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const auto letter = [&](std::uint32_t i) {
        return i < end && lexicon::is_ascii_letter(atoms.cp[i]) && !atoms.has(i, text::flag::gap);
    };
    if (at + 2 < end && lexicon::lower(atoms.cp[at]) == U'f' && lexicon::lower(atoms.cp[at + 1]) == U'y')
        at += 2;
    std::int32_t value = 0;
    std::uint32_t i = at;
    while (i < end && i - at < 5 && is_digit(atoms.cp[i]))
        value = value * 10 + static_cast<std::int32_t>(atoms.cp[i++] - U'0');
    if (i - at == 2 && value >= first_short_year) value += 2000;
    if ((i - at != 2 && i - at != 4) || value < 1990 || value > 2060) return {};
    YearWord word{value, i, false};
    if (letter(i) && std::u32string_view(U"EAFeaf").find(atoms.cp[i]) != std::u32string_view::npos &&
        !letter(i + 1))
        word.end = i + 1, word.marked = true;
    if (word.end < end && atoms.cp[word.end] == lexicon::han::year) ++word.end, word.marked = true;
    return word;
}

} // namespace

std::optional<YearList> year_list(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const char32_t before = at > 0 ? atoms.cp[at - 1] : U' ';
    const bool glued = at > 0 && !atoms.has(at, text::flag::gap);
    if (is_digit(before) || before == U'.' || (glued && lexicon::is_ascii_letter(before)))
        return std::nullopt;
    YearWord word = year_word(atoms, at, end);
    if (word.year == 0) return std::nullopt;
    YearList list;
    list.years.push_back(word.year);
    while (word.end < end && parts_years(atoms.cp[word.end])) {
        const bool span = atoms.cp[word.end] != U'/' && atoms.cp[word.end] != U'\u3001';
        const YearWord next = year_word(atoms, word.end + 1, end);
        if (next.year <= list.years.back() || next.year - list.years.back() > longest_span_of_years) break;
        while (span && list.years.back() + 1 < next.year) list.years.push_back(list.years.back() + 1);
        list.years.push_back(next.year);
        word = next;
    }
    if (list.years.size() < 2 || !word.marked) return std::nullopt;
    list.range = {at, word.end};
    return list;
}

std::int32_t lone_year(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    if (at > 0 && (is_digit(atoms.cp[at - 1]) || atoms.cp[at - 1] == U'.')) return 0;
    const YearWord word = year_word(atoms, at, end);
    return word.marked && word.end - at > 4 ? word.year : 0;
}

} // namespace yanbao::facts
