#pragma once
// A figure of the report's own company: a metric, a year and a cell, however the report lays them out.

#include "yanbao/facts/cell_value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yanbao::facts {

/// What the figures of a row, a column or a list are.
struct FigureKind {
    std::string_view metric;    ///< of the lexicon
    std::string_view dimension; ///< the metric's unit there: currency, multiple, share_of_whole, ...
    FigureUnit unit;
    std::vector<std::string_view> currencies = {};
    std::string_view qualifier = {}; ///< `per_ads` where the label says so
};

/// The metric's unit in the lexicon; empty for an unknown one.
std::string_view dimension_of(const Context& context, std::string_view metric);
/// Whether the lexicon gives the metric a mark: `of_parts` where reports print it of parts of the business too, `of_forecasts`
/// where it makes a table by year one of forecasts.
bool has_mark(const Context& context, std::string_view metric, std::string_view mark);
/// The growth of a metric, or itself where it is one; empty where the lexicon has none.
std::string_view growth_of(const Context& context, std::string_view metric);

/// The last day of a fiscal year: in the month of its label, else in the one that the report prints for the company, else in
/// December; nothing for a year over two calendar years whose month is not printed, or where the print is unclear (-1).
std::optional<Date> year_end(FiscalPeriod period, int printed_month);

/// Whether a figure with this unit can be of a metric of this dimension: money is no share, a share no multiple.
bool may_be_of(std::string_view dimension, bool has_unit, std::string_view of_unit) noexcept;

/// Whether `more` estimates may be added; the first time that they may not, a finding tells it.
bool make_room(const Context& context, Facts& facts, std::size_t more = 1);

/// The figure of a cell.  Nothing where the cell is blank or absent, where it is of another kind (a per cent for a multiple),
/// and, with a finding, where it is no number or where nothing says in which unit its money is.
std::optional<CellValue> own_figure(const Context& context, const FigureKind& kind, text::Range cell,
                                    Facts& facts);

/// An estimate of the report's company with its places; `label` and `year` are where metric and year are printed.
Estimate own_estimate(const Context& context, const Facts& facts, const FigureKind& kind, FiscalPeriod period,
                      const CellValue& value, text::Range cell, text::Range label, text::Range year);

} // namespace yanbao::facts
