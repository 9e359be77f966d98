#include "yanbao/facts/company_cell.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

std::string quoted(const Context& context, Range r) { return "printed " + context.document.printed(r); }

// White space before a country is what parts it from the code: NVDA US.
std::u32string with_spaces(const text::Atoms& atoms, Range cell) {
    constexpr std::uint32_t country = 2;
    std::u32string out(atoms.view(cell));
    if (cell.size() > country && atoms.has(cell.end - country, text::flag::gap) &&
        std::all_of(out.end() - country, out.end(), lexicon::is_ascii_letter))
        out.insert(out.size() - country, 1, U' ');
    return out;
}

void read_ticker(const Context& context, RowCompany& company, Facts& facts) {
    const auto printed = with_spaces(context.document.atoms, company.ticker_cell);
    const auto reading = names::read_ticker(printed, context.document.view(company.name_cell),
                                            context.securities, facts.meta.published);
    if (!reading.ticker) {
        company.ticker = context.document.squeezed(company.ticker_cell);
        add_finding(facts, context, "ticker_unreadable", Severity::warning, company.ticker,
                    quoted(context, company.ticker_cell) + ": no security that it could be",
                    company.ticker_cell);
        return;
    }
    company.known = reading.ticker;
    company.ticker = reading.ticker->text();
    if (reading.mended)
        add_finding(facts, context, "ticker_repaired", Severity::info, company.ticker,
                    quoted(context, company.ticker_cell), company.ticker_cell);
}

// A printed name of another security than the printed ticker's: one of the two is wrong, and which is not ours to say.
void hold_name_against_ticker(const Context& context, const RowCompany& company, Facts& facts) {
    const auto named =
        context.securities.by_name(context.document.view(company.name_cell), facts.meta.published);
    if (!company.known || named.empty()) return;
    const names::Security* listed = context.securities.by_ticker(*company.known);
    const auto is_it = [&](const names::Security* s) { return same_security(s->ticker, *company.known); };
    if (listed == nullptr || std::any_of(named.begin(), named.end(), is_it)) return;
    add_finding(facts, context, "name_conflict", Severity::warning, company.ticker,
                "the name " + company.name + " is that of " + named.front()->ticker.text() +
                    ", the ticker that of " + listed->name,
                company.ticker_cell);
}

void resolve_by_name(const Context& context, RowCompany& company, Facts& facts) {
    const auto named =
        context.securities.by_name(context.document.view(company.name_cell), facts.meta.published);
    if (named.size() == 1) {
        company.known = named.front()->ticker;
        company.ticker = company.known->text();
    } else {
        add_finding(facts, context, named.empty() ? "unknown_security" : "name_ambiguous", Severity::warning,
                    company.name,
                    named.empty() ? "no listed security of this name" : "several securities have this name",
                    company.name_cell);
    }
}

// A mean or a total says so in one of its cells.
bool is_aggregate(const Context& context, const table::Grid& grid, std::uint32_t row) {
    const auto category = context.lexicon.find_category("aggregate_row");
    for (std::uint32_t i = 0; category && i < grid.columns; ++i)
        if (context.lexicon.exact(*category,
                                  context.document.view(table::cell(context.document, grid, row, i))))
            return true;
    return false;
}

// The header of a table that goes on over a page, printed again in other words than the first time.
bool repeats_header(const Context& context, Range ticker, Range name) {
    const auto category = context.lexicon.find_category("column");
    const auto is = [&](Range cell, std::string_view key) {
        const auto word =
            category ? context.lexicon.exact(*category, context.document.view(cell)) : std::nullopt;
        return word && context.lexicon.key(*category, *word) == key;
    };
    return is(ticker, "ticker") || is(name, "name");
}

} // namespace

std::optional<CompanyParts> company_parts(const Context& context, Range cell) {
    const auto is_ticker = [&](Range r) {
        return table::kind_of(context.document, context.lexicon, r) == table::CellKind::ticker;
    };
    const auto bare = [&](Range r) { // 600000 (A)
        const auto name = context.document.view(r);
        const bool enclosed = name.size() > 2 && name.front() == U'(' && name.back() == U')';
        return enclosed ? Range{r.begin + 1, r.end - 1} : r;
    };
    const auto view = context.document.view(cell);
    if (view.empty()) return std::nullopt;
    const auto bracket = view.find(U'(');
    if (bracket != view.npos && bracket > 0 && view.back() == U')') {
        const auto at = cell.begin + static_cast<std::uint32_t>(bracket);
        if (is_ticker({at + 1, cell.end - 1})) return CompanyParts{{cell.begin, at}, {at + 1, cell.end - 1}};
    }
    for (std::uint32_t at = cell.begin + 1; at < cell.end; ++at) {
        if (!context.document.atoms.has(at, text::flag::gap)) continue;
        const Range front{cell.begin, at}, back{at, cell.end};
        const bool first = is_ticker(front), last = is_ticker(back);
        if (first != last) return first ? CompanyParts{bare(back), front} : CompanyParts{bare(front), back};
    }
    return std::nullopt;
}

RowCompany company_of(const Context& context, const StockTable& table, std::uint32_t row, Facts& facts) {
    RowCompany company;
    const auto cell = [&](ColumnUse use) {
        const auto column = table.find(use);
        return column ? table::cell(context.document, *table.grid, row, *column) : Range{};
    };
    company.ticker_cell = cell(ColumnUse::ticker);
    company.name_cell = cell(ColumnUse::name);
    if (company.ticker_cell.empty())
        if (const auto parts = company_parts(context, company.name_cell))
            company.name_cell = parts->name, company.ticker_cell = parts->ticker;
    company.name = context.document.squeezed(company.name_cell);
    company.aggregate = is_aggregate(context, *table.grid, row) ||
                        repeats_header(context, company.ticker_cell, company.name_cell);
    if (table::kind_of(context.document, context.lexicon, company.ticker_cell) == table::CellKind::number)
        company.ticker_cell = {}; // a figure that slid into the column
    if (company.aggregate || (company.ticker_cell.empty() && company.name_cell.empty())) return company;
    if (company.ticker_cell.empty()) {
        resolve_by_name(context, company, facts);
    } else {
        read_ticker(context, company, facts);
        hold_name_against_ticker(context, company, facts);
    }
    return company;
}

std::string currency_of(const StockColumn& column, const RowCompany& company) {
    const std::string_view exchange = company.known ? quote_currency(*company.known) : std::string_view{};
    if (column.currencies.empty()) return std::string(exchange);
    const auto named = std::find(column.currencies.begin(), column.currencies.end(), exchange);
    if (named != column.currencies.end()) return std::string(exchange);
    return column.currencies.size() == 1 ? std::string(column.currencies.front()) : std::string(exchange);
}

} // namespace yanbao::facts
