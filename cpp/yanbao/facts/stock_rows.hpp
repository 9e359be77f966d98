#pragma once

#include "yanbao/facts/stock_table.hpp"

namespace yanbao::facts {

/// Rows of a table of ratings or estimates: `coverage` and `estimates`.  `table` counts such tables, from 1.
void read_coverage(const Context& context, const StockTable& stock_table, std::int64_t table, Facts& facts);

/// Rows of a table of prices and trading: `quotes`.
void read_quotes(const Context& context, const StockTable& stock_table, Facts& facts);

/// Whether the table has ratings or figures by year.
bool is_coverage(const StockTable& table) noexcept;
/// Whether it has prices, but none of those.
bool is_quotes(const StockTable& table) noexcept;

} // namespace yanbao::facts
