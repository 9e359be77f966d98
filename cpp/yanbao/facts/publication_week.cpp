#include "yanbao/facts/publication_week.hpp"

#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Atoms;
using text::Range;

constexpr char32_t ordinal = lexicon::han::ordinal;
constexpr char32_t week_sign = lexicon::han::week;
constexpr char32_t year_sign = lexicon::han::year;
constexpr std::int32_t longest_period = 10; ///< days; a longer span is no week

struct Digits {
    int value = 0;
    std::uint32_t count = 0;
};

Digits digits_at(const Atoms& a, std::uint32_t at, std::uint32_t end) {
    Digits d;
    while (at + d.count < end && d.count < 8 && is_digit(a.cp[at + d.count]))
        d.value = d.value * 10 + static_cast<int>(a.cp[at + d.count++] - U'0');
    return d;
}

// The number that ends before `end`.
Digits digits_before(const Atoms& a, std::uint32_t begin, std::uint32_t end) {
    std::uint32_t at = end;
    while (at > begin && end - at < 5 && is_digit(a.cp[at - 1])) --at;
    return digits_at(a, at, end);
}

std::optional<IssueWeek> numbered_week(const Atoms& a, Range title, std::optional<int> year) {
    for (std::uint32_t i = title.begin; i < title.end; ++i) {
        if (a.cp[i] != ordinal) continue;
        Digits week = digits_at(a, i + 1, title.end);
        if (week.count == 0) {
            std::size_t length = 0;
            week.value = layout::chinese_number(a.view(title), i + 1 - title.begin, length);
            week.count = static_cast<std::uint32_t>(length);
        }
        const std::uint32_t sign = i + 1 + week.count;
        if (week.count == 0 || sign >= title.end || a.cp[sign] != week_sign) continue;
        std::uint32_t begin = i;
        if (begin > title.begin && a.cp[begin - 1] == year_sign) {
            const Digits printed = digits_before(a, title.begin, begin - 1);
            if (printed.count == 4 || printed.count == 2) {
                year = printed.count == 2 ? 2000 + printed.value : printed.value;
                begin -= 1 + printed.count;
            }
        }
        if (!year) return std::nullopt;
        const auto sunday = Date::iso_week_sunday(*year, week.value);
        if (!sunday) return std::nullopt;
        return IssueWeek{*sunday, {title.begin, begin}, {begin, sign + 1}};
    }
    return std::nullopt;
}

// 0425 behind a day of 2025-04
std::optional<Date> month_and_day(const Atoms& a, std::uint32_t at, std::uint32_t end, Date first,
                                  std::uint32_t& after) {
    const Digits month = digits_at(a, at, end);
    after = at + month.count;
    if (month.count == 4) return Date::of(first.year(), month.value / 100, month.value % 100);
    if (month.count == 0 || month.count > 2) return std::nullopt;
    if (after >= end ||
        (a.cp[after] != U'.' && a.cp[after] != U'/' && a.cp[after] != lexicon::han::month)) // month
        return Date::of(first.year(), first.month(), month.value);
    const Digits day = digits_at(a, after + 1, end);
    after += 1 + day.count;
    return Date::of(first.year(), month.value, day.value);
}

std::optional<Date> whole(const text::PrintedDate& d, std::optional<int> year) {
    if (d.year > 0) return d.date();
    return year ? Date::of(*year, d.month, d.day) : std::nullopt;
}

// (6.23-6.27): month and day, no sign between but a point
std::optional<text::PrintedDate> pointed_day(const Atoms& a, std::uint32_t at, std::uint32_t end) {
    const Digits month = digits_at(a, at, end);
    const std::uint32_t point = at + month.count;
    if (month.count == 0 || month.count > 2 || point >= end || (a.cp[point] != U'.' && a.cp[point] != U'/'))
        return std::nullopt;
    const Digits day = digits_at(a, point + 1, end);
    if (day.count == 0 || day.count > 2 || !Date::of(2024, month.value, day.value)) return std::nullopt;
    return text::PrintedDate{0, month.value, day.value, {at, point + 1 + day.count}};
}

std::optional<IssueWeek> printed_period(const Atoms& a, Range title, std::optional<int> year) {
    for (std::uint32_t i = title.begin; i < title.end; ++i) {
        if (!is_digit(a.cp[i]) || (i > title.begin && (is_digit(a.cp[i - 1]) || a.cp[i - 1] == U'.')))
            continue;
        auto first = text::date_at(a, i, title.end);
        if (!first) first = pointed_day(a, i, title.end);
        if (!first) continue;
        std::uint32_t at = first->range.end;
        while (at < title.end && (a.cp[at] == U'-' || a.cp[at] == U'~' || a.cp[at] == lexicon::han::to))
            ++at; // to
        const auto from = whole(*first, year);
        if (!from || at == first->range.end) continue;
        std::uint32_t after = at;
        std::optional<Date> to;
        if (const auto second = text::date_at(a, at, title.end); second && second->year > 0) {
            to = second->date();
            after = second->range.end;
        } else {
            to = month_and_day(a, at, title.end, *from, after);
        }
        if (to && *to < *from) to = Date::of(from->year() + 1, to->month(), to->day()); // over the new year
        if (!to || *to - *from > longest_period) continue;
        return IssueWeek{*to + (7 - to->iso_weekday()), {title.begin, i}, {i, after}};
    }
    return std::nullopt;
}

} // namespace

std::optional<IssueWeek> issue_week(const Atoms& atoms, Range title, std::optional<int> year) {
    if (auto week = numbered_week(atoms, title, year)) return week;
    return printed_period(atoms, title, year);
}

} // namespace yanbao::facts
