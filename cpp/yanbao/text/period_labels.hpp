#pragma once
// Labels of fiscal years that end in a month of their own: Mar-24A, FY3/24A, 12/2024E, 2023/24A, FY24/25E.

#include "yanbao/text/dates.hpp"

namespace yanbao::text {

/// The whole range is such a label.  A year over two calendar years is named by the later; it does not say its month.
std::optional<PrintedPeriod> year_label(const Atoms& atoms, Range r);

/// A month and a year, 01/25, that may be a day or a share of something else: beside 01/26e it is the year before.
std::optional<PrintedPeriod> month_and_year(const Atoms& atoms, Range r);

/// A month's English name, or its first three letters, at `at`: its number and end; nothing inside a longer word.
struct MonthName {
    int number = 0; ///< 0: none
    std::uint32_t end = 0;
};
MonthName month_name_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) noexcept;

} // namespace yanbao::text
