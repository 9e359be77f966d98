#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/digits.hpp"
#include "yanbao/text/period_labels.hpp"

#include <algorithm>
#include <iterator>

namespace yanbao::text {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_digit;
using lexicon::lower;

constexpr int first_year = 1990, last_year = 2060;
constexpr char32_t degree_mark = 0x5EA6; // behind a year: the whole of it
constexpr char32_t share_mark = 0x80A1;  // an A share is no actual

/// What follows a year's mark where a part of the year is meant: a first half, a third quarter, an interim report.
struct Part {
    char32_t first, second; ///< second 0: whatever follows
};
constexpr Part parts[] = {
    {0x4E0A, 0x534A}, {0x4E0B, 0x534A}, {0x534A, 0x5E74}, {0x524D, 0x4E09}, {0x524D, 0x4E8C},
    {0x524D, 0x56DB}, {0x7B2C, 0},      {0x4E00, 0x5B63}, {0x4E8C, 0x5B63}, {0x4E09, 0x5B63},
    {0x56DB, 0x5B63}, {0x4E2D, 0x62A5}, {0x4E2D, 0x671F}, {0x540C, 0x671F}, {0x5E74, 0x4E2D},
    {0x5E74, 0x521D}, {0x5E74, 0x672B}, {0x5E74, 0x5E95}, {0x521D, 0},      {0x5E95, 0},
    {0x672B, 0},
};

bool is_in(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

class PeriodReader {
  public:
    PeriodReader(const Atoms& atoms, std::uint32_t at, std::uint32_t end)
        : a_(atoms), begin_(at), end_(end) {}

    std::optional<PrintedPeriod> read() const {
        if (begin_ >= end_) return std::nullopt;
        if (is_ascii_letter(a_.cp[begin_])) return named();
        return is_digit(a_.cp[begin_]) ? year(begin_, false) : std::nullopt;
    }

  private:
    bool is(std::uint32_t at, char32_t c) const { return at < end_ && a_.cp[at] == c && !is_walled(a_, at); }
    bool is_word(std::uint32_t at, std::string_view word) const {
        if (end_ - at < word.size()) return false;
        for (std::uint32_t i = 0; i < word.size(); ++i)
            if (lower(a_.cp[at + i]) != static_cast<unsigned char>(word[i]) ||
                (i > 0 && !is_glued(a_, at + i)))
                return false;
        return true;
    }
    PrintedPeriod made(std::optional<int> year, Basis basis, std::uint32_t stop) const {
        return {{year, basis}, {begin_, stop}};
    }

    std::optional<PrintedPeriod> named() const { // MRQ, TTM, LYR, FY23E, E2023
        if (is_ascii_letter(glued_before(a_, begin_)) || is_digit(glued_before(a_, begin_)))
            return std::nullopt;
        struct Name {
            std::string_view word;
            Basis basis;
        };
        static constexpr Name names[] = {
            {"mrq", Basis::mrq}, {"ttm", Basis::ttm}, {"ltm", Basis::ttm}, {"lyr", Basis::actual}};
        for (const Name& name : names)
            if (is_word(begin_, name.word)) {
                const auto stop = begin_ + static_cast<std::uint32_t>(name.word.size());
                if (is_glued_letter(a_, stop, end_) || is_glued_digit(a_, stop, end_)) return std::nullopt;
                return made(std::nullopt, name.basis, stop);
            }
        if (is_word(begin_, "fy") || is_word(begin_, "cy"))
            return begin_ + 2 < end_ && is_digit(a_.cp[begin_ + 2]) && !is_walled(a_, begin_ + 2)
                       ? year(begin_ + 2, true)
                       : std::nullopt;
        const auto basis = basis_of(a_.cp[begin_]);
        if (!basis || !is_glued_digit(a_, begin_ + 1, end_)) return std::nullopt;
        const DigitRun run = digits_at(a_, begin_ + 1, end_, 4);
        if (run.length != 4 || !is_year(run.value) || goes_on(run.end)) return std::nullopt;
        return made(run.value, *basis, run.end);
    }

    static bool is_year(int year) { return year >= first_year && year <= last_year; }
    static std::optional<Basis> basis_of(char32_t c) {
        switch (c) {
        case U'A':
        case U'a': return Basis::actual;
        case U'E':
        case U'e':
        case U'F':
        case U'f': return Basis::estimate;
        default: return std::nullopt;
        }
    }

    std::optional<PrintedPeriod> year(std::uint32_t at, bool fiscal) const {
        const DigitRun run = digits_at(a_, at, end_, 4);
        if (!fiscal && !may_start(run)) return std::nullopt;
        const bool is_short = run.length == 2;
        if (!is_short && run.length != 4) return std::nullopt;
        const int year = !is_short                       ? run.value
                         : run.value <= last_year - 2000 ? 2000 + run.value
                                                         : 1900 + run.value;
        if (!is_year(year)) return std::nullopt;

        std::uint32_t stop = run.end;
        if (is(stop, lexicon::han::fiscal) && is(stop + 1, lexicon::han::year)) ++stop, fiscal = true;
        const bool marked = is(stop, lexicon::han::year);
        if (marked) ++stop;
        if (marked && is(stop, degree_mark)) ++stop;
        if (!is_short && !marked && is_word(stop, "fy") && is_glued(a_, stop)) stop += 2; // 2023FYE
        if (const auto [basis, behind] = suffix(stop, marked); basis != Basis::unprinted)
            return goes_on(behind) ? std::nullopt : std::optional(made(year, basis, behind));
        if (is_short && !fiscal) return std::nullopt;
        if (is_part(stop, marked) || (!marked && goes_on(stop))) return std::nullopt;
        return made(year, Basis::unprinted, stop);
    }

    // Nor within a number (1.2023), nor behind a quarter (Q1 2023), nor two digits behind one letter (1Q23E).
    bool may_start(const DigitRun& run) const {
        const char32_t before = glued_before(a_, begin_);
        if (is_digit(before)) return false;
        if ((before == U'.' || before == U'-' || before == U'/') && begin_ >= 2) {
            const char32_t further = glued_before(a_, begin_ - 1);
            if (is_digit(further)) return run.length == 4 && before != U'.' && is_behind_year();
            if (is_ascii_letter(further) && before == U'-') return run.length == 4;
        }
        if (is_ascii_letter(before) && run.length == 2 &&
            !(begin_ >= 2 && is_ascii_letter(glued_before(a_, begin_ - 1))))
            return false;
        return !is_behind_quarter();
    }
    // 2023-2025 and 2023/2024, not 20/5/2025
    bool is_behind_year() const {
        std::uint32_t first = begin_ - 1;
        while (begin_ - first <= 5 && first > 0 && is_digit(glued_before(a_, first))) --first;
        return begin_ - first == 5;
    }
    bool is_behind_quarter() const {
        if (begin_ < 2 || is_walled(a_, begin_) || is_walled(a_, begin_ - 1)) return false;
        const char32_t a = lower(a_.cp[begin_ - 2]), b = lower(a_.cp[begin_ - 1]);
        const bool letter_first = is_in(a, U"qh") && is_in(b, U"1234");
        const bool digit_first = is_in(b, U"qh") && is_in(a, U"1234");
        if (!letter_first && !digit_first) return false;
        const char32_t before = glued_before(a_, begin_ - 2);
        return !is_ascii_letter(before) && !is_digit(before);
    }

    struct Suffix {
        Basis basis;
        std::uint32_t end;
    };
    // E, A, F, (E) behind a year; not the first letter of a word.
    Suffix suffix(std::uint32_t at, bool marked) const {
        const Suffix none{Basis::unprinted, at};
        if (at >= end_ || is_walled(a_, at)) return none;
        const bool bracketed = a_.cp[at] == U'(';
        const std::uint32_t letter = at + (bracketed ? 1 : 0);
        if (letter >= end_ || is_walled(a_, letter)) return none;
        const auto basis = basis_of(a_.cp[letter]);
        std::uint32_t stop = letter + 1;
        if (!basis || is_glued_letter(a_, stop, end_)) return none;
        if (bracketed) return is(stop, U')') ? Suffix{*basis, stop + 1} : none;
        const char32_t next = stop < end_ && !is_walled(a_, stop) ? a_.cp[stop] : 0;
        if (next == share_mark) return none;
        const bool loose = marked || a_.has(letter, flag::gap);
        if (loose && *basis == Basis::actual && lexicon::is_cjk(next)) return none; // an A round
        return {*basis, stop};
    }

    bool is_part(std::uint32_t at, bool marked) const {
        if (at >= end_ || is_walled(a_, at)) return false;
        const char32_t c = a_.cp[at], next = at + 1 < end_ ? a_.cp[at + 1] : 0;
        if (is_digit(c)) return marked;
        if (is_in(c, U"QqHh")) return is_in(next, U"1234");
        return std::any_of(std::begin(parts), std::end(parts), [&](Part part) {
            return part.first == c && (part.second == 0 || part.second == next);
        });
    }

    // Whether what looked like a year is the beginning of a date, a quarter, a longer number or a word.
    bool goes_on(std::uint32_t at) const {
        if (at >= end_ || is_walled(a_, at)) return false;
        const char32_t c = a_.cp[at], next = at + 1 < end_ ? a_.cp[at + 1] : 0;
        if (is_in(c, U"QqHh") && is_in(next, U"1234")) return true;
        if (is_in(c, U"1234") && is_in(next, U"QqHh")) return true;
        if (!is_glued(a_, at)) return false;
        if (is_digit(c)) return true;
        if (!is_in(c, U".-/:,%")) return false;
        const DigitRun run = digits_at(a_, at + 1, end_, 4);
        if (c == U'%') return true;
        if (c == U'.' || c == U',') return run.length > 0 && is_glued(a_, at + 1);
        if (c == U':') return run.length > 0 && run.length < 4;
        if (run.length == 0 || run.length == 4) return false; // 2023-2025
        const bool is_year_too =
            run.length == 2 && (run.value > 12 || (run.end < end_ && (basis_of(a_.cp[run.end]) ||
                                                                      a_.cp[run.end] == lexicon::han::year)));
        return !is_year_too || is(run.end, c);
    }

    const Atoms& a_;
    std::uint32_t begin_;
    std::uint32_t end_;
};

} // namespace

std::optional<PrintedPeriod> period_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    return PeriodReader(atoms, at, std::min(end, atoms.size())).read();
}

bool names_part_of_year(const Atoms& atoms, std::uint32_t at, std::uint32_t end) noexcept {
    if (at >= end) return false;
    const char32_t c = atoms.cp[at], next = at + 1 < end ? atoms.cp[at + 1] : 0;
    return is_digit(c) || (is_in(c, U"QqHh") && is_in(next, U"1234")) ||
           std::any_of(std::begin(parts), std::end(parts), [&](Part part) {
               return part.first == c && (part.second == 0 || part.second == next);
           });
}

std::optional<PrintedPeriod> whole_period(const Atoms& atoms, Range r) {
    auto period = period_at(atoms, r.begin, r.end);
    if (!period || period->range.end != r.end) return year_label(atoms, r);
    return period;
}

} // namespace yanbao::text
