#include "yanbao/facts/metric_rows.hpp"

#include "yanbao/facts/company_cell.hpp"
#include "yanbao/facts/footnotes.hpp"
#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/statement_label.hpp"
#include "yanbao/facts/statement_unit.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

class MetricRows {
  public:
    MetricRows(const Context& context, const table::Grid& grid, std::int64_t table_id, Facts& facts)
        : c_(context), g_(grid), facts_(facts), labels_(context),
          companies_{&grid, table_id, std::vector<StockColumn>(grid.columns)} {}

    bool read(std::int64_t table) {
        if (g_.header_rows == 0 || g_.body_rows() == 0 || !bind()) return false;
        const FigureUnit unit = unit_over(c_, g_);
        std::string origin = Words(c_, "comparable").any_in(g_.caption)
                                 ? std::string("comparable")
                                 : Footnotes::origin_in(c_, g_.caption);
        if (origin.empty()) origin = "broker";
        for (std::uint32_t row = g_.header_rows; row < g_.rows.size(); ++row)
            read_row(row, unit, origin, table);
        return true;
    }

  private:
    Range cell(std::uint32_t row, std::uint32_t column) const {
        return table::cell(c_.document, g_, row, column);
    }

    bool bind() {
        for (std::uint32_t i = 0; i < g_.columns; ++i) {
            std::optional<FiscalPeriod> year;
            for (std::uint32_t row = 0; row < g_.header_rows && !year; ++row)
                year = fiscal_year_in(c_, cell(row, i));
            if (year) {
                years_.push_back({i, *year});
                continue;
            }
            std::uint32_t names = 0, tickers = 0, metrics = 0;
            for (std::uint32_t row = g_.header_rows; row < g_.rows.size(); ++row) {
                const Range r = cell(row, i);
                if (r.empty()) continue;
                names += c_.securities.by_name(c_.document.view(r)).empty() ? 0 : 1;
                tickers += table::kind_of(c_.document, c_.lexicon, r) == table::CellKind::ticker ? 1 : 0;
                metrics += labels_.read(r).metric.empty() ? 0 : 1;
            }
            const auto rows = static_cast<std::uint32_t>(g_.body_rows());
            if (tickers == rows)
                companies_.columns[i].use = ColumnUse::ticker;
            else if (names == rows)
                companies_.columns[i].use = ColumnUse::name;
            else if (2 * metrics > rows && !metric_)
                metric_ = i;
        }
        const bool named = companies_.has(ColumnUse::name) || companies_.has(ColumnUse::ticker);
        if (companies_.has(ColumnUse::ticker) && !companies_.has(ColumnUse::name)) bind_name();
        return named && metric_ && years_.size() > 1 && are_in_order();
    }

    // Beside tickers a name need not be that of a listed company.
    void bind_name() {
        const Words columns(c_, "column");
        for (std::uint32_t i = 0; i < g_.columns; ++i) {
            const auto key = columns.whole(cell(0, i));
            if (key && columns.key(*key) == "name") companies_.columns[i].use = ColumnUse::name;
        }
    }

    bool are_in_order() const {
        return std::adjacent_find(years_.begin(), years_.end(), [](const Year& a, const Year& b) {
                   return *b.period.year != *a.period.year + 1;
               }) == years_.end();
    }

    void read_row(std::uint32_t row, const FigureUnit& unit, const std::string& origin, std::int64_t table) {
        const Range label = cell(row, *metric_);
        const StatementLabel said = labels_.read(label);
        if (said.metric.empty() || said.story) return;
        FigureKind kind{said.metric, dimension_of(c_, said.metric), said.unit, said.currencies};
        if (kind.dimension == "currency" && !kind.unit.known) kind.unit = unit;
        const RowCompany company = company_of(c_, companies_, row, facts_);
        if (company.aggregate || (company.ticker.empty() && company.name.empty())) return;
        for (const Year& year : years_) {
            const Range r = cell(row, year.column);
            const auto value = own_figure(c_, kind, r, facts_);
            if (!value || !make_room(c_, facts_)) continue;
            Estimate fact =
                own_estimate(c_, facts_, kind, year.period, *value, r, label, cell(0, year.column));
            fact.ticker = company.ticker;
            fact.name = company.name;
            fact.origin = origin;
            fact.table = table;
            fact.table_id = companies_.table_id;
            note_field(fact, "ticker", c_, company.ticker_cell);
            note_field(fact, "name", c_, company.name_cell);
            facts_.estimates.push_back(std::move(fact));
        }
    }

    struct Year {
        std::uint32_t column;
        FiscalPeriod period;
    };
    const Context& c_;
    const table::Grid& g_;
    Facts& facts_;
    StatementLabels labels_;
    StockTable companies_; ///< which columns hold tickers and names
    std::optional<std::uint32_t> metric_;
    std::vector<Year> years_;
};

} // namespace

bool read_metric_rows(const Context& context, const table::Grid& grid, std::int64_t table,
                      std::int64_t table_id, Facts& facts) {
    return MetricRows(context, grid, table_id, facts).read(table);
}

} // namespace yanbao::facts
