#include "yanbao/facts/row_reader.hpp"
#include "yanbao/facts/stock_rows.hpp"

namespace yanbao::facts {

namespace {

std::string window_of(const Context& context, const StockTable& table) {
    const auto category = context.lexicon.find_category("window");
    if (!category) return {};
    for (const bool change : {true, false}) // the change's own window before that of another column
        for (std::uint32_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].use != ColumnUse::quote || (table.columns[i].key == "change") != change)
                continue;
            for (text::Range header : table.grid->headers[i])
                for (const auto& hit : context.document.hits_in(*category, header))
                    return context.lexicon.key(*category, hit.key);
        }
    for (const auto& hit : context.document.hits_in(*category, table.grid->caption))
        return context.lexicon.key(*category, hit.key);
    return {};
}

} // namespace

void read_quotes(const Context& context, const StockTable& table, Facts& facts) {
    RowReader reader(context, table, facts);
    const std::string window = window_of(context, table);
    for (std::uint32_t row = table.grid->header_rows; row < table.grid->rows.size(); ++row) {
        const RowCompany company = company_of(context, table, row, facts);
        const std::string subject = subject_of(company);
        if (company.aggregate || subject.empty()) continue;
        Quote fact;
        fact.at = context.span(reader.row_range(row));
        fact.ticker = company.ticker;
        fact.name = company.name;
        fact.window = window;
        note_field(fact, "ticker", context, company.ticker_cell);
        note_field(fact, "name", context, company.name_cell);
        fact.close = reader.measured(row, ColumnUse::price, subject, fact, "close");
        fact.market_cap = reader.market_cap(row, subject, fact);
        for (std::uint32_t i = 0; i < table.columns.size(); ++i) {
            const StockColumn& column = table.columns[i];
            if (column.use != ColumnUse::quote) continue;
            if (column.key == "change" && !fact.change)
                fact.change = reader.measured(row, i, subject, fact, "change");
            else if (column.key == "average_daily_turnover")
                fact.average_daily_turnover =
                    reader.measured(row, i, subject, fact, "average_daily_turnover");
            else if (column.key == "turnover_rate")
                fact.turnover_rate = reader.measured(row, i, subject, fact, "turnover_rate");
        }
        facts.quotes.push_back(std::move(fact));
    }
    report_repairs(facts, context, reader.repairs_, table.table_id, reader.row_range(0));
}

} // namespace yanbao::facts
