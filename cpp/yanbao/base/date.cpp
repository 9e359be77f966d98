#include "yanbao/base/date.hpp"

#include <chrono>

namespace yanbao {

namespace {
using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(Date d) { return year_month_day(sys_days(std::chrono::days(d.days()))); }

std::string padded(int value, std::size_t width) {
    std::string s = std::to_string(value);
    return s.size() < width ? std::string(width - s.size(), '0') + s : s;
}

std::optional<int> digits(std::string_view s) {
    int value = 0;
    for (char c : s) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}
} // namespace

std::optional<Date> Date::of(int year, int month, int day) noexcept {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                             std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return Date(static_cast<std::int32_t>(sys_days(ymd).time_since_epoch().count()));
}

std::optional<Date> Date::parse_iso(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits(text.substr(0, 4));
    const auto m = digits(text.substr(5, 2));
    const auto d = digits(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    return of(*y, *m, *d);
}

std::optional<Date> Date::iso_week_sunday(int year, int week) noexcept {
    const auto fourth = of(year, 1, 4); // always in week 1
    if (!fourth || week < 1 || week > 53) return std::nullopt;
    const Date first_sunday = *fourth + (7 - fourth->iso_weekday());
    const Date sunday = first_sunday + 7 * (week - 1);
    if ((sunday + -3).year() != year) return std::nullopt; // its Thursday names the week's year
    return sunday;
}

Date Date::month_end(int year, int month) noexcept {
    const auto last = std::chrono::year(year) / month / std::chrono::last;
    return Date(static_cast<std::int32_t>(sys_days(last).time_since_epoch().count()));
}

int Date::year() const noexcept { return static_cast<int>(civil(*this).year()); }
int Date::month() const noexcept { return static_cast<int>(static_cast<unsigned>(civil(*this).month())); }
int Date::day() const noexcept { return static_cast<int>(static_cast<unsigned>(civil(*this).day())); }

int Date::iso_weekday() const noexcept {
    const std::int32_t since_monday = (days_ + 3) % 7; // 1970-01-01 was a Thursday
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

int Date::iso_week() const noexcept {
    const Date thursday = *this + (4 - iso_weekday());
    const Date new_year = *of(thursday.year(), 1, 1);
    return (thursday - new_year) / 7 + 1;
}

std::string Date::iso() const {
    return padded(year(), 4) + "-" + padded(month(), 2) + "-" + padded(day(), 2);
}

} // namespace yanbao
