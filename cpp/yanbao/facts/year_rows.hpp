#pragma once
// Tables with a year a row: one metric, which their caption names, or a metric a column.

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/statement_label.hpp"

namespace yanbao::facts {

/// Reads them one after the other: a table of growth alone is of the metric of the table before it.
class YearRows {
  public:
    YearRows(const Context& context, Facts& facts) : c_(context), facts_(facts), labels_(context) {}

    /// False, and nothing read, where the grid is no such table.
    bool read(const table::Grid& grid, std::int64_t table, std::int64_t table_id);

  private:
    struct Column {
        std::uint32_t column;
        text::Range label;
        FigureKind kind;
    };
    bool years_of(const table::Grid& grid);
    bool is_of_a_part(const table::Grid& grid) const;
    void add_column(const table::Grid& grid, std::uint32_t column, text::Range label);

    const Context& c_;
    Facts& facts_;
    StatementLabels labels_;
    std::uint32_t first_row_ = 0;
    std::vector<FiscalPeriod> years_; ///< of the grid's rows from `first_row_` on
    std::vector<Column> columns_;
    std::string_view level_;
};

} // namespace yanbao::facts
