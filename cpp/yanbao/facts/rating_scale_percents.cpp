// Percentages of a clause of a scale: with a sign, in words, or without either.
#include "yanbao/facts/rating_scale_bounds.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_digit;
using text::Range;

constexpr char32_t plus_minus = U'\u00B1';
constexpr std::uint32_t word_behind_reach = 4; ///< of a number, with the word that says or more
constexpr double greatest = 1.0;               ///< no scale asks for more than 100 %

// Marks of typesetting around numbers.
bool is_formula_mark(char32_t c) { return c == U'\\' || c == U'$' || c == U'{' || c == U'}'; }
bool parts_range(char32_t c) {
    return c == U'-' || c == U'~' || c == lexicon::han::to || c == lexicon::han::until ||
           c == lexicon::han::with || c == lexicon::han::and_ || c == U'/' ||
           c == U'\u301C'; // to, till, and, and
}

} // namespace

std::vector<BoundsReader::Percent> BoundsReader::percents_in(Range clause) const {
    std::vector<Percent> found;
    std::uint32_t begin = clause.begin;
    for (std::uint32_t i = clause.begin; i < clause.end; ++i) {
        if (const auto said = spelt_out(i, clause)) {
            found.push_back(*said);
            begin = i = said->range.end;
            --i;
            continue;
        }
        const std::uint32_t end = sign_end(i, clause);
        if (end == i) continue;
        Percent p = percent_before(clause.begin, i);
        if (p.range.empty()) continue;
        p.range.end = end;
        if (const auto first = first_of_range(begin, p)) found.push_back(*first);
        found.push_back(p);
        begin = end;
        i = end - 1;
    }
    return found;
}

// A percent sign, or the words for it behind a number: points, per cent.  `at` where there is none.
std::uint32_t BoundsReader::sign_end(std::uint32_t at, Range clause) const {
    if (a_.cp[at] == U'%') return at + 1;
    if (at == clause.begin || !is_digit(a_.cp[at - 1])) return at;
    const auto word = points_.at(at, clause.end);
    return word && points_.key(*word) == "points" ? word->end : at;
}

// Fifteen in a hundred, in Chinese numerals; its sign is a word before it.
std::optional<BoundsReader::Percent> BoundsReader::spelt_out(std::uint32_t at, Range clause) const {
    const auto word = points_.at(at, clause.end);
    if (!word || points_.key(*word) != "of_hundred") return std::nullopt;
    std::size_t length = 0;
    const std::int32_t value = layout::chinese_number(a_.view({0, clause.end}), word->end, length);
    if (length == 0) return std::nullopt;
    Percent p;
    p.range = {at, word->end + static_cast<std::uint32_t>(length)};
    p.value = value / 100.0;
    if (at > clause.begin)
        if (const auto minus = points_.at(at - 1, at); minus && points_.key(*minus) == "minus")
            p.minus = true, p.value = -p.value, p.range.begin = at - 1;
    return p;
}

// Figures of a bound without any sign, 15 and more, 5 to 15: of what is not said.  Months and names of indexes have their own.
bool BoundsReader::has_bare_bound(Range clause) const {
    for (std::uint32_t at = clause.begin; at < clause.end; ++at) {
        if (!is_digit(a_.cp[at])) continue;
        std::uint32_t end = at;
        const auto number = [&] {
            while (end < clause.end && (is_digit(a_.cp[end]) || a_.cp[end] == U'.')) ++end;
        };
        number();
        const auto index = indexes_.in({clause.begin, end});
        const bool of_index = !index.empty() && index.back().end == end;
        bool ranged = false;
        if (end + 1 < clause.end && parts_range(a_.cp[end])) {
            const std::uint32_t next = end + 1 + (a_.cp[end + 1] == U'-' ? 1 : 0);
            if (next < clause.end && is_digit(a_.cp[next])) end = next, number(), ranged = true;
        }
        const auto behind = words_.in({end, std::min(clause.end, end + word_behind_reach)});
        const bool bound = std::any_of(behind.begin(), behind.end(), [&](const auto& hit) {
            const auto key = words_.key(hit);
            return key == "more" || key == "less" || key == "within";
        });
        const auto between = points_.at(end, clause.end);
        if (!of_index &&
            (bound || (ranged && (end == clause.end || (between && points_.key(*between) == "between")))))
            return true;
        at = end - 1;
    }
    return false;
}

// The number whose percent sign stands at `sign`; unreadable where digits or letters stand close before it.
BoundsReader::Percent BoundsReader::percent_before(std::uint32_t begin, std::uint32_t sign) const {
    std::uint32_t end = sign;
    while (end > begin && is_formula_mark(a_.cp[end - 1])) --end;
    std::uint32_t at = end;
    double digits = 0, unit = 1;
    while (at > begin && (is_digit(a_.cp[at - 1]) || a_.cp[at - 1] == U'.')) {
        --at;
        if (a_.has(at, text::flag::gap) && at > begin && a_.cp[at - 1] != U'.') break;
    }
    Percent p;
    if (at == end) return p;
    bool point = false;
    for (std::uint32_t i = at; i < end; ++i) {
        if (a_.cp[i] == U'.') {
            p.readable = p.readable && !point && i > at && i + 1 < end;
            point = true;
            continue;
        }
        digits = digits * 10 + static_cast<double>(a_.cp[i] - U'0');
        if (point) unit *= 10;
    }
    p.value = digits / (unit * 100);
    p.readable = p.readable && p.value <= greatest;
    p.range = {at, sign + 1};
    while (at > begin && (is_formula_mark(a_.cp[at - 1]) ||
                          (a_.cp[at - 1] == U',' && at > begin + 1 && is_formula_mark(a_.cp[at - 2]))))
        --at;
    if (at == begin) return p;
    const char32_t before = a_.cp[at - 1];
    const auto index = indexes_.in({begin, before == U'-' || before == U'+' ? at - 1 : at});
    const bool behind_index =
        !index.empty() && index.back().end == (before == U'-' || before == U'+' ? at - 1 : at);
    if (before == plus_minus ||
        (before == U'-' && at > begin + 2 && a_.cp[at - 2] == U'/' && a_.cp[at - 3] == U'+')) {
        p.both = true;
    } else if (before == U'-') {
        // behind a number a dash parts a range; behind an index whose name ends in digits it is a sign
        const bool number_before = at > begin + 1 && (a_.cp[at - 2] == U'%' || is_digit(a_.cp[at - 2]));
        p.minus = !number_before || behind_index;
    } else if (before == U'+') {
        p.plus = true;
    } else if (is_digit(before) || before == U'.' ||
               (is_ascii_letter(before) && !a_.has(at, text::flag::gap | text::flag::line_start))) {
        p.readable = p.readable && behind_index;
    }
    if (p.minus || p.plus || p.both) p.range.begin = at - 1;
    if (p.minus) p.value = -p.value;
    return p;
}

// 5-20%: the number before, whose percent sign is saved.
std::optional<BoundsReader::Percent> BoundsReader::first_of_range(std::uint32_t begin,
                                                                  const Percent& second) const {
    std::uint32_t at = second.range.begin;
    if (at == begin || !parts_range(a_.cp[at - 1])) return std::nullopt;
    const std::uint32_t end = at - 1;
    at = end;
    while (at > begin && is_digit(a_.cp[at - 1]) && !a_.has(at, text::flag::gap)) --at;
    if (at == end || end - at > 2) return std::nullopt;
    Percent p;
    double digits = 0;
    for (std::uint32_t i = at; i < end; ++i) digits = digits * 10 + static_cast<double>(a_.cp[i] - U'0');
    p.minus = at > begin && a_.cp[at - 1] == U'-';
    p.value = (p.minus ? -digits : digits) / 100;
    p.range = {p.minus ? at - 1 : at, end};
    return p;
}

} // namespace yanbao::facts
