#include "yanbao/facts/stock_rows.hpp"

#include "yanbao/facts/company_cell.hpp"
#include "yanbao/facts/footnotes.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

// One row's cells, read with the repairs counted and what can't be read reported.
class RowReader {
  public:
    RowReader(const Context& context, const StockTable& table, Facts& facts)
        : c_(context), t_(table), facts_(facts) {}

    Range cell(std::uint32_t row, std::uint32_t column) const {
        return table::cell(c_.document, *t_.grid, row, column);
    }
    Range row_range(std::uint32_t row) const {
        Range whole;
        for (std::uint32_t i = 0; i < t_.grid->columns; ++i) {
            const Range r = cell(row, i);
            if (!r.empty()) whole = whole.empty() ? r : Range{whole.begin, r.end};
        }
        return whole;
    }

    std::optional<CellValue> value(std::uint32_t row, std::uint32_t column, const FigureUnit& unit,
                                   const std::string& subject) {
        const Range r = cell(row, column);
        if (r.empty() || text::is_absent(c_.document.atoms, c_.lexicon, r)) return std::nullopt;
        const auto v = cell_value(c_, r, unit);
        if (v)
            repairs_.count(*v);
        else
            add_finding(facts_, c_, "cell_unreadable", Severity::warning, subject,
                        "no number could be read from " + c_.document.printed(r), r);
        return v;
    }

    std::optional<Measured> measured(std::uint32_t row, ColumnUse use, const std::string& subject, Fact& fact,
                                     std::string_view name) {
        const auto column = t_.find(use);
        if (!column) return std::nullopt;
        return measured(row, *column, subject, fact, name);
    }
    std::optional<Measured> measured(std::uint32_t row, std::uint32_t column, const std::string& subject,
                                     Fact& fact, std::string_view name) {
        const auto v = value(row, column, t_.columns[column].unit, subject);
        if (!v) return std::nullopt;
        note_field(fact, name, c_, cell(row, column));
        return v->value;
    }

    // Nobody prints a market value in single units of money: without a unit its size is not known.
    std::optional<Measured> market_cap(std::uint32_t row, const std::string& subject, Fact& fact) {
        const auto column = t_.find(ColumnUse::market_cap);
        if (!column) return std::nullopt;
        const auto v = value(row, *column, t_.columns[*column].unit, subject);
        if (!v) return std::nullopt;
        if (!t_.columns[*column].unit.known && !v->has_unit) {
            add_finding(facts_, c_, "unit_unknown", Severity::warning, subject,
                        "no unit is printed for the market value: left out", cell(row, *column));
            return std::nullopt;
        }
        note_field(fact, "market_cap", c_, cell(row, *column));
        return v->value;
    }

    Repairs repairs_;

  private:
    const Context& c_;
    const StockTable& t_;
    Facts& facts_;
};

std::string subject_of(const Company& company) {
    return company.ticker.empty() ? company.name : company.ticker;
}

std::string table_origin(const Context& context, const StockTable& table) {
    const auto comparable = context.lexicon.find_category("comparable");
    const bool peers = comparable && !context.document.hits_in(*comparable, table.grid->caption).empty();
    return peers ? "comparable" : "broker";
}

// Years by which a note moves the columns: the first column is its first fiscal year; where a year is left out of the
// table, or of the note, its last column is its last.
std::int32_t shift(const StockTable& table, const Footnote& note) {
    std::optional<std::int32_t> first, last;
    for (const StockColumn& column : table.columns) {
        if (column.use != ColumnUse::figure || !column.period.year) continue;
        first = std::min(first.value_or(*column.period.year), *column.period.year);
        last = std::max(last.value_or(*column.period.year), *column.period.year);
    }
    if (!first) return 0;
    const std::int32_t by_first = *note.first_fiscal_year - *first, by_last = *note.last_fiscal_year - *last;
    return by_first == 0 ? by_last : by_first; // a note that moves nothing would not be printed
}

// The last day of a fiscal year: the calendar's, moved where a note says which fiscal years the columns are.
std::optional<Date> period_end(const StockTable& table, std::int32_t year,
                               const std::vector<const Footnote*>& notes) {
    for (const Footnote* note : notes)
        if (note->first_fiscal_year) return Date::month_end(year + shift(table, *note), note->year_end_month);
    return Date::month_end(year, 12);
}

class CoverageReader {
  public:
    CoverageReader(const Context& context, const StockTable& table, std::int64_t number, Facts& facts)
        : c_(context), t_(table), number_(number), facts_(facts), notes_(context, *table.grid),
          reader_(context, table, facts), metric_(context.lexicon.category("metric")),
          origin_(table_origin(context, table)) {}

    void run() {
        for (std::uint32_t row = t_.grid->header_rows; row < t_.grid->rows.size(); ++row) {
            if (facts_.estimates.size() + t_.columns.size() > c_.limits.facts) {
                add_table_finding(facts_, c_, "limit", Severity::warning, t_.table_id, "coverage, estimates",
                                  "the report has more figures than `facts`: the rest is left out");
                break;
            }
            read(row);
        }
        notes_.report_unbound(t_.table_id, facts_);
        report_repairs(facts_, c_, reader_.repairs_, t_.table_id, reader_.row_range(0));
    }

  private:
    void read(std::uint32_t row) {
        const Company company = company_of(c_, t_, row, facts_);
        if (company.aggregate) return;
        if (subject_of(company).empty()) {
            nameless(row);
            return;
        }
        const auto rating = t_.find(ColumnUse::rating);
        const Range rating_cell = rating ? reader_.cell(row, *rating) : Range{};
        const auto notes = notes_.of(c_.document.view(company.name_cell), c_.document.view(rating_cell));
        std::string origin = origin_;
        for (const Footnote* note : notes)
            if (!note->origin.empty()) origin = note->origin;
        cover(row, company, rating_cell, origin);
        estimate(row, company, origin, notes);
    }

    // Figures whose company is not printed, or was lost: told, not guessed.
    void nameless(std::uint32_t row) {
        const Range whole = reader_.row_range(row);
        const auto figures =
            std::any_of(t_.columns.begin(), t_.columns.end(), [&](const StockColumn& column) {
                const auto i = static_cast<std::uint32_t>(&column - t_.columns.data());
                return column.use == ColumnUse::figure && !reader_.cell(row, i).empty();
            });
        if (figures)
            add_table_finding(facts_, c_, "row_without_company", Severity::warning, t_.table_id,
                              "coverage, estimates", "a row of figures names no company", whole);
    }

    void cover(std::uint32_t row, const Company& company, Range rating_cell, const std::string& origin) {
        Coverage fact;
        fact.at = c_.span(reader_.row_range(row));
        fact.table = number_;
        fact.table_id = t_.table_id;
        fact.ticker = company.ticker;
        fact.name = company.name;
        fact.rating = c_.document.squeezed(rating_cell);
        fact.origin = origin;
        note_field(fact, "ticker", c_, company.ticker_cell);
        note_field(fact, "name", c_, company.name_cell);
        note_field(fact, "rating", c_, rating_cell);
        const std::string subject = subject_of(company);
        fact.price = reader_.measured(row, ColumnUse::price, subject, fact, "price");
        fact.market_cap = reader_.market_cap(row, subject, fact);
        const auto price = t_.find(ColumnUse::price), cap = t_.find(ColumnUse::market_cap);
        if (price && fact.price)
            fact.currency = currency_of(t_.columns[*price], company);
        else if (cap && fact.market_cap)
            fact.currency = currency_of(t_.columns[*cap], company);
        facts_.coverage.push_back(std::move(fact));
    }

    void estimate(std::uint32_t row, const Company& company, const std::string& origin,
                  const std::vector<const Footnote*>& notes) {
        const std::string added = qualifier(notes);
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i) {
            const StockColumn& column = t_.columns[i];
            const bool dated = column.period.year || column.period.basis != Basis::unprinted;
            if (column.use != ColumnUse::figure || !dated) continue;
            const auto id = c_.lexicon.find_key(metric_, column.key);
            const std::string_view unit = id ? c_.lexicon.text(metric_, *id, "unit") : std::string_view{};
            const auto v = reader_.value(row, i, column.unit, subject_of(company));
            if (!v) continue;
            if (unit == "currency" && !column.unit.known && !v->has_unit) {
                add_finding(facts_, c_, "unit_unknown", Severity::warning, subject_of(company),
                            "no unit is printed for " + std::string(column.key) + ": left out",
                            reader_.cell(row, i));
                continue;
            }
            Estimate fact;
            fact.at = c_.span(reader_.cell(row, i));
            fact.table = number_;
            fact.table_id = t_.table_id;
            fact.ticker = company.ticker;
            fact.name = company.name;
            fact.metric = column.key;
            fact.period = column.period;
            fact.value = v->value;
            fact.unit = unit;
            fact.currency = !v->currency.empty()            ? std::string(v->currency)
                            : column.currencies.size() == 1 ? std::string(column.currencies.front())
                                                            : std::string();
            fact.qualifier = added;
            fact.origin = origin;
            fact.repaired = column.inferred;
            if (column.period.year) fact.period_end = period_end(t_, *column.period.year, notes);
            note_field(fact, "ticker", c_, company.ticker_cell);
            note_field(fact, "name", c_, company.name_cell);
            note_field(fact, "value", c_, reader_.cell(row, i));
            if (!t_.grid->headers[i].empty()) note_field(fact, "fiscal_year", c_, t_.grid->headers[i].back());
            facts_.estimates.push_back(std::move(fact));
        }
    }

    const Context& c_;
    const StockTable& t_;
    std::int64_t number_;
    Facts& facts_;
    Footnotes notes_;
    RowReader reader_;
    lexicon::CategoryId metric_;
    std::string origin_;
};

std::string window_of(const Context& context, const StockTable& table) {
    const auto category = context.lexicon.find_category("window");
    if (!category) return {};
    for (const bool change : {true, false}) // the change's own window before that of another column
        for (std::uint32_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].use != ColumnUse::quote || (table.columns[i].key == "change") != change)
                continue;
            for (Range header : table.grid->headers[i])
                for (const auto& hit : context.document.hits_in(*category, header))
                    return context.lexicon.key(*category, hit.key);
        }
    for (const auto& hit : context.document.hits_in(*category, table.grid->caption))
        return context.lexicon.key(*category, hit.key);
    return {};
}

} // namespace

void read_coverage(const Context& context, const StockTable& stock_table, std::int64_t table, Facts& facts) {
    CoverageReader(context, stock_table, table, facts).run();
}

void read_quotes(const Context& context, const StockTable& table, Facts& facts) {
    RowReader reader(context, table, facts);
    const std::string window = window_of(context, table);
    for (std::uint32_t row = table.grid->header_rows; row < table.grid->rows.size(); ++row) {
        const Company company = company_of(context, table, row, facts);
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

bool is_coverage(const StockTable& table) noexcept {
    return table.has(ColumnUse::rating) || table.has(ColumnUse::figure);
}

bool is_quotes(const StockTable& table) noexcept {
    return !is_coverage(table) && (table.has(ColumnUse::price) || table.has(ColumnUse::quote));
}

} // namespace yanbao::facts
