#include "yanbao/facts/events_days.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Range;
using Day = PrintedDays::Day;

constexpr int years_to_a_leap_day = 8; ///< at most, between two 29ths of February

class DayReader {
  public:
    DayReader(const Context& context, std::uint32_t end, bool bare)
        : c_(context), a_(context.document.atoms), end_(end), bare_(bare),
          words_(context.lexicon.common().day_word), weekdays_(context.lexicon.common().day_weekday) {}

    std::optional<PrintedDays> read(std::uint32_t at) const {
        const auto start = day(at);
        if (!start) return std::nullopt;
        PrintedDays days{*start, *start, start->range};
        const std::uint32_t behind_start = days.range.end = weekday(start->range.end);
        const std::uint32_t next = skip(behind_start, "to");
        if (next == behind_start) return days;
        if (const auto end = day(next))
            days.end = *end;
        else if (const auto same_month = day_of_month(next, *start))
            days.end = *same_month;
        else
            return days;
        if (days.end.year == 0 && start->year > 0) days.end.year = following_year(days);
        days.range.end = weekday(days.end.range.end);
        return days;
    }

  private:
    // The 29 of "2月27-29日" or "2/27-29"; behind a day that has its day word the end needs one, too.
    std::optional<Day> day_of_month(std::uint32_t at, const Day& start) const {
        const auto [value, after] = digits(at);
        if (after == at || value < 1 || value > 31) return std::nullopt;
        const std::uint32_t behind = skip(after, "day");
        if (behind == after && !is_digit(a_.cp[start.range.end - 1])) return std::nullopt;
        return Day{0, start.month, value, {at, behind}};
    }

    static int following_year(const PrintedDays& days) {
        const bool earlier =
            std::pair(days.end.month, days.end.day) < std::pair(days.start.month, days.start.day);
        return days.start.year + (earlier ? 1 : 0);
    }

    std::optional<Day> day(std::uint32_t at) const {
        if (at >= end_) return std::nullopt;
        if (const auto full = text::date_at(a_, at, end_); full && full->year > 0)
            return Day{full->year, full->month, full->day, full->range};
        const auto [month, after_month] = digits(at);
        if (after_month == at || after_month >= end_ || month < 1 || month > 12) return std::nullopt;
        std::uint32_t next = skip(after_month, "month");
        const bool worded = next > after_month;
        if (!worded) {
            const char32_t c = a_.cp[after_month];
            if (!bare_ || (c != U'/' && c != U'.')) return std::nullopt;
            ++next;
        }
        const auto [value, after_day] = digits(next);
        if (after_day == next || value < 1 || value > 31) return std::nullopt;
        return Day{0, month, value, {at, worded ? skip(after_day, "day") : after_day}};
    }

    struct Digits {
        int value = 0;
        std::uint32_t end = 0;
    };
    Digits digits(std::uint32_t at) const {
        Digits d{0, at};
        while (d.end < end_ && is_digit(a_.cp[d.end])) {
            if (d.end - at == 2) return {0, at};
            d.value = d.value * 10 + static_cast<int>(a_.cp[d.end++] - U'0');
        }
        return d;
    }

    std::uint32_t skip(std::uint32_t at, std::string_view key) const {
        if (!words_ || at >= end_) return at;
        const auto hit = c_.lexicon.at(*words_, a_.cp, a_.flags, at);
        return hit && hit->end <= end_ && c_.lexicon.key(*words_, hit->key) == key ? hit->end : at;
    }

    // "(Tue)" behind a day.
    std::uint32_t weekday(std::uint32_t at) const {
        if (!weekdays_ || at + 1 >= end_ || a_.cp[at] != U'(') return at;
        const auto hit = c_.lexicon.at(*weekdays_, a_.cp, a_.flags, at + 1);
        return hit && hit->end < end_ && a_.cp[hit->end] == U')' ? hit->end + 1 : at;
    }

    const Context& c_;
    const text::Atoms& a_;
    std::uint32_t end_;
    bool bare_;
    std::optional<lexicon::CategoryId> words_, weekdays_;
};

// The first such day on or after `from`.
std::optional<Date> first_on_or_after(const Day& day, Date from) {
    for (int year = from.year(); year <= from.year() + years_to_a_leap_day; ++year)
        if (const auto date = Date::of(year, day.month, day.day); date && *date >= from) return date;
    return std::nullopt;
}

} // namespace

std::optional<PrintedDays> days_at(const Context& context, std::uint32_t at, std::uint32_t end, bool bare) {
    return DayReader(context, end, bare).read(at);
}

std::optional<Days> resolved(const PrintedDays& printed, std::optional<Date> published) {
    const auto place = [&](const Day& day, std::optional<Date> from) {
        if (day.year > 0) return Date::of(day.year, day.month, day.day);
        return from ? first_on_or_after(day, *from) : std::nullopt;
    };
    const auto start = place(printed.start, published);
    if (!start) return std::nullopt;
    const auto end = place(printed.end, start);
    if (!end || *end < *start) return std::nullopt;
    return Days{*start, *end};
}

} // namespace yanbao::facts
