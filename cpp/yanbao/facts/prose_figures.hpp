#pragma once
// Forecasts found in prose, each said once: what a table or another sentence prints already is not repeated.

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/prose_mentions.hpp"
#include "yanbao/facts/value_list.hpp"

#include <map>
#include <tuple>

namespace yanbao::facts {

/// 1.0-1.2 billion, from 1.0 billion to 1.2 billion: two figures that bound one, at `at`.
std::optional<text::Range> range_of_figures(const Context& context, std::uint32_t at, std::uint32_t end);

class ProseFigures {
  public:
    ProseFigures(const Context& context, Facts& facts);

    /// One of a list of years, and what its bracket says that it was.  Where another figure is printed for it, both stay,
    /// with a finding.
    /// A list with a figure a year.
    void take_all(const Mention& mention, const ValueList& list, const YearList& years);
    void take(const Mention& m, const ListedValue& listed, std::int32_t year);
    /// A figure of one year: less sure than a list, so that it gives way to what else is printed.
    void take_alone(const Mention& m, const PrintedFigure& figure, std::int32_t year);

    /// Figures of `m` that are no estimate of the report's company: a finding says why.
    void leave_out(const Mention& m, text::Range at, const std::string& why);

  private:
    /// Metric, year, version, origin; of the report's own company: comparables have other tickers.
    using Cell = std::tuple<std::string, std::int32_t, std::string, std::string>;
    static Cell cell_of(const Estimate& e) {
        return {e.metric, e.period.year.value_or(0), e.version, e.origin};
    }
    static bool is_of(std::string_view unit, const PrintedFigure& figure);
    Estimate estimate(const Mention& m, std::string_view unit, std::int32_t year,
                      const PrintedFigure& figure) const;
    void keep(Estimate fact, text::Range at, bool gives_way);

    const Context& c_;
    Facts& facts_;
    std::map<Cell, std::vector<Interval>> printed_;
};

} // namespace yanbao::facts
