#pragma once
// Calendar days.  The core has no clock: every date comes from a document or a caller.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yanbao {

/// A day of the proleptic Gregorian calendar, as days since 1970-01-01 (Arrow's date32).
class Date {
  public:
    constexpr Date() = default;
    explicit constexpr Date(std::int32_t days) : days_(days) {}

    /// The day, or nothing where the calendar has no such day.
    static std::optional<Date> of(int year, int month, int day) noexcept;
    /// From `2024-02-07`.
    static std::optional<Date> parse_iso(std::string_view text) noexcept;
    /// The Sunday that ends ISO week `week` of `year`; nothing for a week that the year has not.
    static std::optional<Date> iso_week_sunday(int year, int week) noexcept;
    /// `month` is 1 to 12.
    static Date month_end(int year, int month) noexcept;

    constexpr std::int32_t days() const noexcept { return days_; }
    int year() const noexcept;
    int month() const noexcept;
    int day() const noexcept;
    /// 1 is Monday, 7 is Sunday.
    int iso_weekday() const noexcept;
    int iso_week() const noexcept;
    /// `2024-02-07`
    std::string iso() const;

    friend constexpr auto operator<=>(Date, Date) = default;
    friend constexpr Date operator+(Date d, std::int32_t n) noexcept { return Date(d.days_ + n); }
    friend constexpr std::int32_t operator-(Date a, Date b) noexcept { return a.days_ - b.days_; }

  private:
    std::int32_t days_ = 0;
};

} // namespace yanbao
