#include "yanbao/text/dates.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/digits.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace yanbao::text {

namespace {

using lexicon::is_ascii_letter;
using lexicon::lower;

constexpr char32_t number_mark = 0x53F7; // behind a day, as its own character is
constexpr int leap_year = 2000;

/// Reads a day from its first character on.
class DateReader {
  public:
    DateReader(const Atoms& atoms, std::uint32_t at, std::uint32_t end) : a_(atoms), begin_(at), end_(end) {}

    std::optional<PrintedDate> read() const {
        if (begin_ >= end_) return std::nullopt;
        if (is_ascii_letter(a_.cp[begin_])) return english_month_first();
        const DigitRun first = digits_at(a_, begin_, end_, 8);
        const bool inside = lexicon::is_digit(glued_before(a_, begin_));
        if (first.length == 0 || (inside && !opens_line(first))) return std::nullopt;
        if (first.length == 8) return compact(first);
        if (first.length == 4) {
            if (is(first.end, lexicon::han::year)) return chinese(first.value, first.end + 1);
            return with_separators(first);
        }
        if (first.length > 2) return std::nullopt;
        if (first.length == 2 && is(first.end, lexicon::han::year))
            return chinese(2000 + first.value, first.end + 1);
        if (is(first.end, lexicon::han::month)) return is_behind_year() ? std::nullopt : chinese(0, begin_);
        if (const auto last = year_last(first)) return last->only;
        return english_day_first(first);
    }
    std::optional<TwoReadings> two_readings() const {
        const DigitRun first = digits_at(a_, begin_, end_, 2);
        const bool starts =
            first.length > 0 && first.length <= 2 && !lexicon::is_digit(glued_before(a_, begin_));
        const auto last = starts ? year_last(first) : std::nullopt;
        if (!last || !last->both) return std::nullopt;
        return last->readings;
    }

  private:
    // Below a line that ends in digits: a year of four starts another number.
    bool opens_line(const DigitRun& first) const {
        return (first.length == 4 && a_.has(begin_, flag::line_start)) || a_.has(begin_, flag::after_blank);
    }
    // The day of a month: a line that begins with digits goes on behind two of them.
    DigitRun day_at(std::uint32_t at) const {
        DigitRun day = digits_at(a_, at, end_, 2);
        if (day.length > 2 && at + 2 < end_ && a_.has(at + 2, flag::line_start)) {
            const auto digit = [&](std::uint32_t i) { return static_cast<int>(a_.cp[i] - U'0'); };
            day = {10 * digit(at) + digit(at + 1), 2, at + 2};
        }
        return day;
    }

    bool is(std::uint32_t at, char32_t c) const { return at < end_ && a_.cp[at] == c && !is_walled(a_, at); }

    std::optional<PrintedDate> made(int year, int month, int day, std::uint32_t stop) const {
        if (!Date::of(year == 0 ? leap_year : year, month, day)) return std::nullopt;
        return PrintedDate{year, month, day, {begin_, stop}};
    }

    // The month of a day that its year makes impossible (February 29 of 2023) is no day of its own.
    bool is_behind_year() const {
        return begin_ >= 2 && a_.cp[begin_ - 1] == lexicon::han::year && lexicon::is_digit(a_.cp[begin_ - 2]);
    }

    std::optional<PrintedDate> chinese(int year, std::uint32_t at) const {
        const DigitRun month = digits_at(a_, at, end_, 2);
        if (month.length < 1 || month.length > 2 || !is(month.end, lexicon::han::month)) return std::nullopt;
        const DigitRun day = digits_at(a_, month.end + 1, end_, 2);
        if (day.length < 1 || day.length > 2 || !(is(day.end, lexicon::han::day) || is(day.end, number_mark)))
            return std::nullopt;
        return made(year, month.value, day.value, day.end + 1);
    }

    std::optional<PrintedDate> compact(const DigitRun& run) const {
        const int year = run.value / 10000;
        if (year < 1990 || year > 2060 || is_followed(run.end)) return std::nullopt;
        return made(year, run.value / 100 % 100, run.value % 100, run.end);
    }

    std::optional<PrintedDate> with_separators(const DigitRun& year) const {
        if (year.end >= end_) return std::nullopt;
        const char32_t separator = a_.cp[year.end];
        if (separator != U'-' && separator != U'/' && separator != U'.') return std::nullopt;
        const DigitRun month = digits_at(a_, year.end + 1, end_, 2);
        if (month.length < 1 || month.length > 2 || !is(month.end, separator)) return std::nullopt;
        const DigitRun day = day_at(month.end + 1);
        if (day.length < 1 || day.length > 2 || is_followed(day.end)) return std::nullopt;
        return made(year.value, month.value, day.value, day.end);
    }

    // 25/06/2025, 06/25/2025: which is the month only one of the two numbers can say, or neither.
    struct YearLast {
        std::optional<PrintedDate> only; ///< reading, where the other is no day
        TwoReadings readings;
        bool both = false;
    };
    std::optional<YearLast> year_last(const DigitRun& first) const {
        if (first.end >= end_ || glued_before(a_, begin_) == U'.' || glued_before(a_, begin_) == U'/')
            return std::nullopt;
        const char32_t separator = a_.cp[first.end];
        if (separator != U'-' && separator != U'/' && separator != U'.') return std::nullopt;
        const DigitRun second = digits_at(a_, first.end + 1, end_, 2);
        if (second.length < 1 || second.length > 2 || !is(second.end, separator)) return std::nullopt;
        const DigitRun year = digits_at(a_, second.end + 1, end_, 4);
        if (year.length != 4 || year.value < 1990 || year.value > 2060 || is_followed(year.end))
            return std::nullopt;
        const auto day_first = made(year.value, second.value, first.value, year.end);
        const auto month_first = made(year.value, first.value, second.value, year.end);
        YearLast out;
        out.both = day_first && month_first && first.value != second.value;
        if (out.both)
            out.readings = {*day_first, *month_first};
        else
            out.only = day_first ? day_first : month_first;
        return out;
    }

    // Digits, or a point and digits, go on: a version, a code.
    bool is_followed(std::uint32_t at) const {
        if (at >= end_ || !is_glued(a_, at) || a_.has(at, flag::line_start)) return false;
        const char32_t c = a_.cp[at];
        return lexicon::is_digit(c) || is_glued_letter(a_, at, end_) ||
               ((c == U'.' || c == U'/') && is_glued_digit(a_, at + 1, end_));
    }

    struct Month {
        int number = 0;
        std::uint32_t end = 0;
    };
    // A capital, or "may 5 firms" were a day.
    Month month_name(std::uint32_t at) const {
        static constexpr std::array<std::string_view, 12> names = {
            "january", "february", "march",     "april",   "may",      "june",
            "july",    "august",   "september", "october", "november", "december"};
        if (at >= end_ || a_.cp[at] < U'A' || a_.cp[at] > U'Z' || is_ascii_letter(glued_before(a_, at)))
            return {};
        std::array<char, 9> word{};
        std::uint32_t stop = at;
        do {
            if (stop - at == word.size()) return {};
            word[stop - at] = static_cast<char>(lower(a_.cp[stop]));
            ++stop;
        } while (stop < end_ && is_ascii_letter(a_.cp[stop]) && is_glued(a_, stop));
        const std::string_view letters(word.data(), stop - at);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool is_short = letters.size() == 3 || (letters.size() == 4 && letters == "sept");
            if (letters != names[i] && !(is_short && names[i].starts_with(letters))) continue;
            if (letters.size() < names[i].size() && is(stop, U'.')) ++stop; // Feb.
            return {static_cast<int>(i) + 1, stop};
        }
        return {};
    }
    // 1st, 2nd, 3rd, 4th
    std::uint32_t ordinal(std::uint32_t at) const {
        if (!is_glued_letter(a_, at, end_) || !is_glued_letter(a_, at + 1, end_) ||
            is_glued_letter(a_, at + 2, end_))
            return at;
        const char32_t a = lower(a_.cp[at]), b = lower(a_.cp[at + 1]);
        const bool known = (a == U's' && b == U't') || (a == U'n' && b == U'd') || (a == U'r' && b == U'd') ||
                           (a == U't' && b == U'h');
        return known ? at + 2 : at;
    }

    std::optional<PrintedDate> english_month_first() const { // February 7, 2024
        const Month month = month_name(begin_);
        if (month.number == 0) return std::nullopt;
        std::uint32_t at = month.end;
        if (is(at, U'-')) ++at;
        const DigitRun day = digits_at(a_, at, end_, 2);
        if (day.length < 1 || day.length > 2) return std::nullopt;
        const std::uint32_t stop = ordinal(day.end);
        if (stop == day.end && is_followed(stop)) return std::nullopt;
        std::uint32_t year_at = stop;
        if (is(year_at, U',') || is(year_at, U'-')) ++year_at;
        const DigitRun year = digits_at(a_, year_at, end_, 4);
        if (year.length == 4 && !is_followed(year.end))
            return made(year.value, month.number, day.value, year.end);
        return made(0, month.number, day.value, stop);
    }

    std::optional<PrintedDate> english_day_first(const DigitRun& day) const { // 7 Feb 2024, 07-Feb-24
        std::uint32_t at = ordinal(day.end);
        const bool hyphens = is(at, U'-');
        if (hyphens) ++at;
        const Month month = month_name(at);
        if (month.number == 0) return std::nullopt;
        std::uint32_t year_at = month.end;
        if (is(year_at, U',') || is(year_at, U'-')) ++year_at;
        const DigitRun year = digits_at(a_, year_at, end_, 4);
        if (!is_followed(year.end)) {
            if (year.length == 4) return made(year.value, month.number, day.value, year.end);
            if (year.length == 2 && hyphens)
                return made(2000 + year.value, month.number, day.value, year.end);
        }
        return made(0, month.number, day.value, month.end);
    }

    const Atoms& a_;
    std::uint32_t begin_;
    std::uint32_t end_;
};

} // namespace

std::optional<PrintedDate> date_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    return DateReader(atoms, at, std::min(end, atoms.size())).read();
}

std::optional<TwoReadings> two_readings_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    return DateReader(atoms, at, std::min(end, atoms.size())).two_readings();
}

std::optional<PrintedDate> next_date(const Atoms& atoms, std::uint32_t from, std::uint32_t end) {
    end = std::min(end, atoms.size());
    for (std::uint32_t at = from; at < end; ++at) {
        const char32_t c = atoms.cp[at];
        if (!lexicon::is_digit(c) && !(c >= U'A' && c <= U'Z')) continue;
        if (auto date = date_at(atoms, at, end)) return date;
    }
    return std::nullopt;
}

} // namespace yanbao::text
