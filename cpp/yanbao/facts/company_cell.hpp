#pragma once
// The company of a table row: its ticker as printed or mended, its name as printed.

#include "yanbao/facts/stock_table.hpp"

namespace yanbao::facts {

struct RowCompany {
    std::string ticker; ///< empty where the row prints none and its name is not known
    std::string name;
    text::Range ticker_cell, name_cell;
    std::optional<Ticker> known; ///< the ticker, taken apart, where it is well formed
    bool aggregate = false;      ///< the row is a mean or a total, no company
};

/// A cell that holds both the name of a company and its ticker.
struct CompanyParts {
    text::Range name, ticker;
};

/// A (600000), A 600000, 600000 A, 600000 (A); nothing where the cell holds one of the two.
std::optional<CompanyParts> company_parts(const Context& context, text::Range cell);

/// Repairs of tickers, unknown and contradicting names give findings.
RowCompany company_of(const Context& context, const StockTable& table, std::uint32_t row, Facts& facts);

/// ISO code: the one that the header names for this exchange, else that of the exchange.
std::string currency_of(const StockColumn& column, const RowCompany& company);

} // namespace yanbao::facts
