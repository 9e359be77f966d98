#include "yanbao/facts/row_reader.hpp"
#include "yanbao/facts/row_shift.hpp"
#include "yanbao/facts/share_units.hpp"
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

/// Changes and rates of one column whose cells print no unit.
struct BareColumn {
    std::optional<Measured> Quote::* field;
    std::string_view name;
    std::vector<std::size_t> rows; ///< of `quotes`
};

void settle_column(const Context& context, const StockTable& table, const BareColumn& column, Facts& facts) {
    if (column.rows.empty()) return;
    std::vector<Measured> values;
    for (const std::size_t row : column.rows) values.push_back(*(facts.quotes[row].*column.field));
    const bool in_percent = changes_in_percent(values);
    for (const std::size_t row : column.rows) {
        Measured& m = *(facts.quotes[row].*column.field);
        if (in_percent) m.value *= 0.01, m.half_unit *= 0.01;
    }
    add_table_finding(facts, context, "unit_inferred", Severity::warning, table.table_id, "quotes",
                      std::string(column.name) + (in_percent ? " prints no sign and is taken for per cent"
                                                             : " prints no sign and is taken as it stands"));
    facts.findings.back().count = static_cast<std::uint32_t>(column.rows.size());
}

} // namespace

void read_quotes(const Context& context, const StockTable& table, Facts& facts) {
    RowReader reader(context, table, facts);
    const std::string window = window_of(context, table);
    const std::vector<bool> shifted = shifted_rows(context.document, *table.grid);
    BareColumn changes{&Quote::change, "change", {}}, rates{&Quote::turnover_rate, "turnover_rate", {}};
    for (std::uint32_t row = table.grid->header_rows; row < table.grid->rows.size(); ++row) {
        const RowCompany company = company_of(context, table, row, facts);
        const std::string subject = subject_of(company);
        if (company.aggregate || subject.empty()) continue;
        if (shifted[row]) {
            add_table_finding(facts, context, "row_misaligned", Severity::warning, table.table_id, "quotes",
                              "a row has not as many cells as the header: its figures are left out",
                              reader.row_range(row));
            continue;
        }
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
            BareColumn* share = column.key == "change"          ? &changes
                                : column.key == "turnover_rate" ? &rates
                                                                : nullptr;
            if (share != nullptr && !(fact.*share->field)) {
                bool bare = false;
                fact.*share->field = reader.measured(row, i, subject, fact, share->name, &bare);
                if (auto& fall = fact.*share->field; fall && column.falls && fall->value > 0.0)
                    fall->value = -fall->value;
                if (fact.*share->field && bare) share->rows.push_back(facts.quotes.size());
            } else if (column.key == "average_daily_turnover") {
                fact.average_daily_turnover = reader.money(row, i, subject, fact, "average_daily_turnover");
            }
        }
        facts.quotes.push_back(std::move(fact));
    }
    settle_column(context, table, changes, facts);
    settle_column(context, table, rates, facts);
    report_repairs(facts, context, reader.repairs_, table.table_id, reader.row_range(0));
}

} // namespace yanbao::facts
