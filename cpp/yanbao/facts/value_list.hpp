#pragma once
// Figures of several years in a row of prose: 3.09/3.77/4.50 and their unit, perhaps with a bracket of what they replace.

#include "yanbao/facts/context.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

struct PrintedFigure {
    Measured value;
    bool has_unit = false;
    std::string_view dimension, currency;
    text::Range range;     ///< number and unit
    std::int32_t year = 0; ///< said with it; 0: that of its place in the list
};
/// Yuan, and no larger unit: what a share earns, where profit could be meant too.
bool is_per_share(const PrintedFigure& figure) noexcept;

/// Whether a number stands at `at`, perhaps behind a sign or a currency, that is no list of years.
bool starts_figure(const Context& context, std::uint32_t at);

struct ListedValue : PrintedFigure {
    std::optional<PrintedFigure> previous; ///< from a bracket behind it that says so
};

struct ValueList {
    std::vector<ListedValue> values;
    std::uint32_t end = 0; ///< atom behind the list and its bracket
};

/// The list that starts at `at`: numbers with units, parted by commas, slashes and their kin; a unit that only the last prints
/// holds for all.
ValueList value_list(const Context& context, std::uint32_t at, std::uint32_t end);

/// Where a list begins, at or behind `from`, that ends at `end`; `end` where none does.
std::uint32_t begin_of_list(const Context& context, std::uint32_t from, std::uint32_t end);

/// Fiscal years in a row: 2024-2026, 24/25/26 before the character for year, 2025E-2027E.
struct YearList {
    std::vector<std::int32_t> years;
    text::Range range;
};
std::optional<YearList> year_list(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end);
/// Years named one by one in a sentence, each with its own figures; a list behind them is of all: ..., EPS of 1.2, 1.5.
class NamedYears {
  public:
    void add(std::int32_t year, std::uint32_t at);
    /// Those named, where they are as many as the figures, end in the year of `day` or later, and were named behind `listed`.
    std::optional<YearList> list(std::size_t figures, const std::optional<YearList>& listed,
                                 std::optional<Date> day) const;

  private:
    YearList named_;
};

/// Behind figures: EPS of 1.20/1.45 in FY25E/26E.
std::optional<YearList> years_behind(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end);
/// Whether `r` holds a list of years that ends behind the year of `day`.
bool lists_year_after(const text::Atoms& atoms, text::Range r, std::optional<Date> day);
/// One year of four digits with its character or letter behind it; 0 where there is none.
std::int32_t lone_year(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end);

} // namespace yanbao::facts
