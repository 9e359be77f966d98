#include "yanbao/base/date.hpp"

namespace yanbao {

namespace {

// Days and the calendar in plain integers: eras of 400 years that begin on 1 March, so that the leap day comes last.
// (g++ 12 at -O1 miscompiles std::chrono's year_month_day here.)
constexpr int days_of_era = 146'097, days_before_1970 = 719'468;

struct Civil {
    int year, month, day;
};

constexpr Civil civil(std::int32_t days) noexcept {
    const int shifted = days + days_before_1970;
    const int era = (shifted >= 0 ? shifted : shifted - (days_of_era - 1)) / days_of_era;
    const int day_of_era = shifted - era * days_of_era;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (5 * day_of_year + 2) / 153; // from March
    const int day = day_of_year - (153 * month + 2) / 5 + 1;
    return {year_of_era + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day};
}

constexpr std::int32_t days_from(Civil c) noexcept {
    const int year = c.year - (c.month <= 2 ? 1 : 0);
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * days_of_era + day_of_era - days_before_1970;
}

constexpr int length_of_month(int year, int month) noexcept {
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

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
    if (day > length_of_month(year, month)) return std::nullopt;
    return Date(days_from({year, month, day}));
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
    return Date(days_from({year, month, length_of_month(year, month)}));
}

int Date::year() const noexcept { return civil(days_).year; }
int Date::month() const noexcept { return civil(days_).month; }
int Date::day() const noexcept { return civil(days_).day; }

int Date::iso_weekday() const noexcept {
    const std::int32_t since_monday = (days_ + 3) % 7; // 1970-01-01 was a Thursday
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

int Date::iso_week() const noexcept {
    const Date thursday = *this + (4 - iso_weekday());
    const Date new_year = of(thursday.year(), 1, 1).value_or(thursday);
    return (thursday - new_year) / 7 + 1;
}

std::string Date::iso() const {
    return padded(year(), 4) + "-" + padded(month(), 2) + "-" + padded(day(), 2);
}

} // namespace yanbao
