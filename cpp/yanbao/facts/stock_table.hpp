#pragma once
// A table with one company a row: which column is what.

#include "yanbao/facts/cell_value.hpp"
#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

enum class ColumnUse : std::uint8_t {
    unused,
    ticker,
    name,
    rating,
    price,
    target_price,
    market_cap,
    figure,     ///< a metric of a year
    quote,      ///< change, turnover, ...: `key` of the category `column`
    unreadable, ///< figures whose header says nothing that could be settled
};

struct StockColumn {
    ColumnUse use = ColumnUse::unused;
    std::string_view key; ///< metric, or key of the category `column`
    FiscalPeriod period;
    FigureUnit unit;
    std::vector<std::string_view> currencies;
    bool falls = false;    ///< a change whose header says that prices fell: its figures may have no sign
    bool inferred = false; ///< settled by content or arithmetic, not by its header
};

struct StockTable {
    const table::Grid* grid = nullptr;
    std::int64_t table_id = 0; ///< row in `tables`
    std::vector<StockColumn> columns;

    std::optional<std::uint32_t> find(ColumnUse use) const noexcept;
    bool has(ColumnUse use) const noexcept { return find(use).has_value(); }
};

/// Nothing where no column holds tickers or known names.  Columns that stay unreadable give findings.
std::optional<StockTable> as_stock_table(const Context& context, const table::Grid& grid,
                                         std::int64_t table_id, Facts& facts);

} // namespace yanbao::facts
