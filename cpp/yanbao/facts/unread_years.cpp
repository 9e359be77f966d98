#include "yanbao/facts/unread_years.hpp"

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/statement_label.hpp"
#include "yanbao/facts/year_parts.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/table/cells.hpp"

#include <algorithm>

namespace yanbao::facts {

using text::Range;

namespace {

constexpr std::uint32_t most_rows_to_years = 3;
constexpr std::uint32_t least_years_of_forecasts = 3, least_rows_of_forecasts = 3;

// 1-25E, '25F: a digit, then the letter of an actual or a forecast, and no quarter or half.
bool looks_like_year(std::u32string_view cell) {
    if (cell.size() < 3 || cell.size() > 12 || !lexicon::is_digit(cell[cell.size() - 2])) return false;
    const char32_t last = lexicon::lower(cell.back());
    return (last == U'e' || last == U'f' || last == U'a') && cell.find_first_of(U"QqHh") == cell.npos;
}

// Whether no header says anything that could be a period: 1-3Q24, 2024H1 and the like are of other tables.
bool names_no_period(const Context& context, const table::Grid& grid) {
    for (std::uint32_t row = 0; row < std::min<std::size_t>(grid.rows.size(), most_rows_to_years); ++row)
        for (std::uint32_t c = 1; c < grid.columns; ++c) {
            const Range r = table::cell(context.document, grid, row, c);
            const auto kind = table::kind_of(context.document, context.lexicon, r);
            const auto view = context.document.view(r);
            const bool digits = std::any_of(view.begin(), view.end(), lexicon::is_digit);
            if (kind == table::CellKind::period || (kind != table::CellKind::number && digits)) return false;
        }
    return true;
}

// Rows of figures of forecasts, one a year as it seems.
std::uint32_t rows_of_forecasts(const Context& context, const table::Grid& grid) {
    const StatementLabels labels(context);
    std::uint32_t rows = 0;
    for (std::uint32_t row = 0; row < grid.rows.size(); ++row) {
        std::uint32_t figures = 0;
        for (std::uint32_t c = 1; c < grid.columns; ++c)
            figures += table::kind_of(context.document, context.lexicon,
                                      table::cell(context.document, grid, row, c)) == table::CellKind::number;
        if (figures < least_years_of_forecasts) continue;
        const std::string_view metric = labels.read(table::cell(context.document, grid, row, 0)).metric;
        rows += has_mark(context, metric, "of_forecasts") || has_mark(context, metric, "of_parts");
    }
    return rows;
}

} // namespace

void report_unread_years(const Context& context, const table::Grid& grid, std::int64_t table_id,
                         Facts& facts) {
    if (facts.meta.ticker.empty()) return;
    Range unread;
    for (std::uint32_t row = 0; row < std::min<std::size_t>(grid.rows.size(), most_rows_to_years); ++row) {
        std::uint32_t years = 0; // that are read, and yet head nothing: too far from each other
        for (std::uint32_t c = 1; c < grid.columns; ++c)
            years += fiscal_year_in(context, table::cell(context.document, grid, row, c)) ? 1 : 0;
        if (years >= 2 && year_parts(context, grid).empty())
            unread = context.document.blocks[grid.block].atoms;
        for (std::uint32_t c = 1; c < grid.columns && unread.empty(); ++c) {
            const Range r = table::cell(context.document, grid, row, c);
            if (!r.empty() && looks_like_year(context.document.view(r)) && !fiscal_year_in(context, r) &&
                packed_years(context, r).empty())
                unread = r;
        }
    }
    if (unread.empty()) {
        if (grid.columns > least_years_of_forecasts && names_no_period(context, grid) &&
            rows_of_forecasts(context, grid) >= least_rows_of_forecasts)
            add_table_finding(facts, context, "year_unreadable", Severity::warning, table_id, "estimates",
                              "no years stand over its columns: its figures are left out",
                              context.document.blocks[grid.block].atoms);
        return;
    }
    const StatementLabels labels(context);
    for (std::uint32_t row = 1; row < grid.rows.size(); ++row) {
        const std::string_view metric = labels.read(table::cell(context.document, grid, row, 0)).metric;
        if (!has_mark(context, metric, "of_forecasts") && !has_mark(context, metric, "of_parts")) continue;
        add_table_finding(facts, context, "year_unreadable", Severity::warning, table_id, "estimates",
                          "the years of its columns are not readable: its figures are left out", unread);
        return;
    }
}

void report_lone_years(const Context& context, const YearPart& part, std::int64_t table_id, Facts& facts) {
    for (const Range lone : part.lone)
        add_table_finding(facts, context, "year_unreadable", Severity::warning, table_id, "estimates",
                          "a year stands too far from the others of its row: its column is left out", lone);
}

} // namespace yanbao::facts
