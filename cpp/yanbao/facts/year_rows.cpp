#include "yanbao/facts/year_rows.hpp"

#include "yanbao/facts/statement_unit.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::size_t fewest_year_rows = 2;

} // namespace

bool YearRows::read(const table::Grid& grid, std::int64_t table, std::int64_t table_id) {
    columns_.clear();
    if (facts_.meta.ticker.empty() || grid.columns < 2 || !years_of(grid)) return false;
    for (std::uint32_t c = 1; c < grid.columns; ++c)
        add_column(grid, c, first_row_ > 0 ? table::cell(c_.document, grid, first_row_ - 1, c) : Range{});
    const bool forecast = std::any_of(years_.begin(), years_.end(),
                                      [](FiscalPeriod year) { return year.basis == Basis::estimate; });
    if (columns_.empty() && grid.columns == 2)
        add_column(grid, 1, grid.caption);
    else if (!forecast)
        columns_.clear(); // the history of anything
    if (is_of_a_part(grid)) {
        add_table_finding(facts_, c_, "row_ambiguous", Severity::info, table_id, "estimates",
                          "sales or margins alone may be those of a part of the business: left out",
                          grid.caption);
        columns_.clear();
    }
    if (columns_.empty()) {
        level_ = {}; // of another thing: growth behind it is that thing's
        return false;
    }
    for (const Column& column : columns_)
        for (std::uint32_t i = 0; i < years_.size(); ++i) {
            const Range cell = table::cell(c_.document, grid, first_row_ + i, column.column);
            const auto v = own_figure(c_, column.kind, cell, facts_);
            if (!v || !make_room(c_, facts_)) continue;
            Estimate fact = own_estimate(c_, facts_, column.kind, years_[i], *v, cell, column.label,
                                         table::cell(c_.document, grid, first_row_ + i, 0));
            fact.table = table;
            fact.table_id = table_id;
            facts_.estimates.push_back(std::move(fact));
        }
    return true;
}

// From the first year to the end of the table, one behind the other.
bool YearRows::years_of(const table::Grid& grid) {
    years_.clear();
    for (std::uint32_t row = 0; row < grid.rows.size(); ++row) {
        const auto year = fiscal_year_in(c_, table::cell(c_.document, grid, row, 0));
        if (!year) {
            if (!years_.empty()) return false;
            continue;
        }
        if (years_.empty()) first_row_ = row;
        if (!years_.empty() && *year->year != *years_.back().year + 1) return false;
        years_.push_back(*year);
    }
    return years_.size() >= fewest_year_rows;
}

// Sales, margins and their growth side by side, under a title that names none of them: that of a product.
bool YearRows::is_of_a_part(const table::Grid& grid) const {
    if (columns_.size() < 2 || grid.caption.empty() || !labels_.read(grid.caption).metric.empty())
        return false;
    return std::all_of(columns_.begin(), columns_.end(),
                       [&](const Column& column) { return has_mark(c_, column.kind.metric, "of_parts"); });
}

void YearRows::add_column(const table::Grid& grid, std::uint32_t column, Range label) {
    const StatementLabel said = labels_.read(label);
    const std::string_view metric = said.growth && said.metric.empty() ? growth_of(c_, level_) : said.metric;
    if (!said.growth && !said.metric.empty()) level_ = said.metric;
    if (metric.empty() || said.story) return;
    FigureKind kind{metric, dimension_of(c_, metric), said.unit, said.currencies};
    if (kind.dimension == "currency" && !kind.unit.known) kind.unit = unit_over(c_, grid);
    if (kind.dimension == "share_of_whole" && !kind.unit.known)
        kind.unit = unit_in(c_, grid.caption, kind.dimension);
    columns_.push_back({column, label, std::move(kind)});
}

} // namespace yanbao::facts
