#pragma once

#include "yanbao/base/date.hpp"
#include "yanbao/base/fiscal_period.hpp"
#include "yanbao/text/atoms.hpp"

#include <optional>

namespace yanbao::text {

/// A printed day.  `year` is 0 where only month and day are printed.
struct PrintedDate {
    int year = 0;
    int month = 0;
    int day = 0;
    Range range;
    std::optional<Date> date() const noexcept { return Date::of(year, month, day); }
};

/// 2023年05月06日, 2024-02-07, 2023/5/6, 2023.05.06, 20230506, 2月27日, February 7, 2024, 7 Feb 2024, 25/06/2025.
std::optional<PrintedDate> date_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end);
/// The first one that starts in [from, end).
std::optional<PrintedDate> next_date(const Atoms& atoms, std::uint32_t from, std::uint32_t end);

/// 05/06/2025: the fifth of June in one country, the sixth of May in another.
struct TwoReadings {
    PrintedDate day_first, month_first;
};
/// A day of numbers alone with its year behind it, where both readings are days and differ; `date_at` gives none then.
std::optional<TwoReadings> two_readings_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end);

/// A printed fiscal year or period: 2023, 2023A, 2023E, 23E, 2023年E, FY23, FY2023E, 2023F, MRQ, TTM.
struct PrintedPeriod {
    FiscalPeriod period;
    Range range;
};
/// The whole range is one period (a column header, also Mar-24A, 2023/24A); quarters and half years (23Q1, 1H23, 2023H1) are none.
std::optional<PrintedPeriod> whole_period(const Atoms& atoms, Range r);
/// Whether a half, a quarter, a month or an end of the year is named right behind its character: it is not the whole of it.
bool names_part_of_year(const Atoms& atoms, std::uint32_t at, std::uint32_t end) noexcept;

/// One that starts at `at`.
std::optional<PrintedPeriod> period_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end);

} // namespace yanbao::text
