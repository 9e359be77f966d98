#include "yanbao/facts/stock_rows.hpp"

#include "yanbao/facts/company_cell.hpp"
#include "yanbao/facts/footnotes.hpp"
#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/row_reader.hpp"
#include "yanbao/facts/row_shift.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

std::string table_origin(const Context& context, const StockTable& table) {
    const auto comparable = context.lexicon.find_category("comparable");
    const bool peers = comparable && !context.document.hits_in(*comparable, table.grid->caption).empty();
    if (peers) return "comparable";
    const std::string named = Footnotes::origin_in(context, table.grid->caption);
    return named.empty() ? "broker" : named;
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

constexpr int usual_other_year_end = 3; ///< of fiscal years that are no calendar years, as in Hong Kong

/// What a row's notes say of its fiscal years.
struct YearEnds {
    const Footnote* moved = nullptr; ///< says which fiscal years the columns are
    int month = 0;                   ///< 0: none is printed
    bool unclear = false;            ///< the report prints several ends: none of them is assumed
    bool assumed() const noexcept { return moved && month == 0 && !unclear; }
};

YearEnds year_ends(const std::vector<const Footnote*>& notes, const Facts& facts) {
    YearEnds ends;
    ends.unclear = facts.year_end_month < 0;
    for (const Footnote* note : notes) {
        if (note->year_end_month > 0) ends.month = note->year_end_month;
        if (!ends.moved && note->first_fiscal_year) ends.moved = note;
    }
    return ends;
}

// The last day of a fiscal year: the calendar's, or its label's, moved where a note says which fiscal years the columns are.
std::optional<Date> period_end(const StockTable& table, FiscalPeriod period, const YearEnds& ends) {
    if (!ends.moved) return year_end(period, ends.month);
    if (ends.month == 0 && ends.unclear) return std::nullopt;
    return Date::month_end(*period.year + shift(table, *ends.moved),
                           ends.assumed() ? usual_other_year_end : ends.month);
}

class CoverageReader {
  public:
    CoverageReader(const Context& context, const StockTable& table, std::int64_t number, Facts& facts)
        : c_(context), t_(table), number_(number), facts_(facts), notes_(context, *table.grid),
          reader_(context, table, facts), origin_(table_origin(context, table)),
          shifted_(shifted_rows(context.document, *table.grid)) {
        const lexicon::CategoryId metric = context.lexicon.category("metric");
        for (const StockColumn& column : table.columns) {
            const auto id = context.lexicon.find_key(metric, column.key);
            units_.push_back(id ? context.lexicon.text(metric, *id, "unit") : std::string_view{});
        }
        unitless_.resize(table.columns.size());
    }

    void run() {
        const auto name = t_.find(ColumnUse::name), rating = t_.find(ColumnUse::rating);
        for (std::uint32_t row = t_.grid->header_rows; row < t_.grid->rows.size(); ++row)
            notes_.look_at(name ? c_.document.view(reader_.cell(row, *name)) : std::u32string_view{},
                           rating ? c_.document.view(reader_.cell(row, *rating)) : std::u32string_view{});
        for (std::uint32_t row = t_.grid->header_rows; row < t_.grid->rows.size(); ++row) {
            if (!make_room(c_, facts_, t_.columns.size())) break;
            read(row);
        }
        notes_.report_unbound(t_.table_id, facts_);
        report_repairs(facts_, c_, reader_.repairs_, t_.table_id, reader_.row_range(0));
    }

  private:
    void read(std::uint32_t row) {
        const RowCompany company = company_of(c_, t_, row, facts_);
        if (company.aggregate || is_heading(row, company)) return;
        if (shifted_[row]) {
            add_table_finding(facts_, c_, "row_misaligned", Severity::warning, t_.table_id,
                              "coverage, estimates",
                              "a row has not as many cells as the header: its figures are left out",
                              reader_.row_range(row));
            return;
        }
        if (subject_of(company).empty()) {
            nameless(row);
            return;
        }
        const auto rating = t_.find(ColumnUse::rating);
        Range rating_cell = rating ? reader_.cell(row, *rating) : Range{};
        if (text::is_absent(c_.document.atoms, c_.lexicon, rating_cell)) rating_cell = {};
        const auto notes = notes_.of(c_.document.view(company.name_cell), c_.document.view(rating_cell));
        std::string origin = origin_;
        for (const Footnote* note : notes)
            if (!note->origin.empty() && (!note->whole || origin == "broker")) origin = note->origin;
        cover(row, company, rating_cell, origin);
        estimate(row, company, origin, notes);
    }

    // A row of one cell that names no security is the name of the rows below it.
    bool is_heading(std::uint32_t row, const RowCompany& company) const {
        if (company.known || t_.columns.size() < 3) return false;
        std::size_t filled = 0;
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i) filled += !reader_.cell(row, i).empty();
        return filled == 1;
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

    void cover(std::uint32_t row, const RowCompany& company, Range rating_cell, const std::string& origin) {
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
        if (price && fact.price) {
            fact.currency = currency_of(t_.columns[*price], company);
            if (cap && fact.market_cap) hold_cap_against_price(row, *cap, company, fact);
        } else if (cap && fact.market_cap)
            fact.currency = currency_of(t_.columns[*cap], company);
        facts_.coverage.push_back(std::move(fact));
    }

    // A row has one currency: a market value in another one would be read in the price's.
    void hold_cap_against_price(std::uint32_t row, std::uint32_t cap, const RowCompany& company,
                                Coverage& fact) {
        const std::string other = currency_of(t_.columns[cap], company);
        if (other.empty() || fact.currency.empty() || other == fact.currency) return;
        fact.market_cap.reset();
        std::erase_if(fact.fields, [](const FieldSpan& field) { return field.column == "market_cap"; });
        add_finding(facts_, c_, "currency_of_another_column", Severity::warning, subject_of(company),
                    "the market value is in " + other + ", the price in " + fact.currency + ": left out",
                    reader_.cell(row, cap));
    }

    // What a column lacks is said once, however many companies it has figures of.
    void without_unit(std::uint32_t column, std::uint32_t row, const RowCompany& company) {
        std::optional<std::size_t>& said = unitless_[column];
        if (said) {
            Finding& finding = facts_.findings[*said];
            ++finding.count;
            finding.subject = "report";
            return;
        }
        said = facts_.findings.size();
        add_finding(facts_, c_, "unit_unknown", Severity::warning, subject_of(company),
                    "no unit is printed for " + std::string(t_.columns[column].key) + ": left out",
                    reader_.cell(row, column));
    }

    void estimate(std::uint32_t row, const RowCompany& company, const std::string& origin,
                  const std::vector<const Footnote*>& notes) {
        const std::string added = qualifier(notes);
        const YearEnds ends = year_ends(notes, facts_);
        bool dated_by_year = false;
        Fact row_fields; // of every figure of the row
        note_field(row_fields, "ticker", c_, company.ticker_cell);
        note_field(row_fields, "name", c_, company.name_cell);
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i) {
            const StockColumn& column = t_.columns[i];
            const bool dated = column.period.year || column.period.basis != Basis::unprinted;
            if (column.use != ColumnUse::figure || !dated) continue;
            const std::string_view unit = units_[i];
            const auto v = reader_.value(row, i, column.unit, subject_of(company));
            if (!v) continue;
            if (unit == "currency" && !column.unit.known && !v->has_unit) {
                without_unit(i, row, company);
                continue;
            }
            if (!may_be_of(unit, v->has_unit, v->dimension) ||
                (unit == "currency" && !v->has_unit && column.unit.dimension == "share_of_whole")) {
                add_finding(facts_, c_, "unit_of_another_kind", Severity::warning, subject_of(company),
                            "a figure of another kind stands for " + std::string(column.key) + ": left out",
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
            fact.bare_share = unit == "share_of_whole" && !column.unit.known && !v->has_unit;
            fact.currency = !v->currency.empty()            ? std::string(v->currency)
                            : column.currencies.size() == 1 ? std::string(column.currencies.front())
                                                            : std::string();
            fact.qualifier = added;
            fact.origin = origin;
            fact.repaired = column.inferred;
            if (column.period.year) fact.period_end = period_end(t_, column.period, ends);
            dated_by_year = dated_by_year || fact.period_end;
            fact.fields.reserve(row_fields.fields.size() + 2);
            fact.fields = row_fields.fields;
            note_field(fact, "value", c_, reader_.cell(row, i));
            if (!t_.grid->headers[i].empty()) note_field(fact, "fiscal_year", c_, t_.grid->headers[i].back());
            facts_.estimates.push_back(std::move(fact));
        }
        if (dated_by_year && ends.assumed())
            add_finding(facts_, c_, "year_end_assumed", Severity::info, subject_of(company),
                        "a note says which fiscal years the columns are and not when they end: month " +
                            std::to_string(usual_other_year_end) + " is taken",
                        reader_.row_range(row));
    }

    const Context& c_;
    const StockTable& t_;
    std::int64_t number_;
    Facts& facts_;
    Footnotes notes_;
    RowReader reader_;
    std::vector<std::string_view> units_;              ///< of the columns' metrics
    std::vector<std::optional<std::size_t>> unitless_; ///< where findings say that a column has no unit
    std::string origin_;
    std::vector<bool> shifted_; ///< rows with a cell too many, or too few
};

} // namespace

void read_coverage(const Context& context, const StockTable& stock_table, std::int64_t table, Facts& facts) {
    CoverageReader(context, stock_table, table, facts).run();
}

bool is_coverage(const StockTable& table) noexcept {
    return table.has(ColumnUse::rating) || table.has(ColumnUse::figure);
}

bool is_quotes(const StockTable& table) noexcept {
    return !is_coverage(table) && (table.has(ColumnUse::price) || table.has(ColumnUse::quote));
}

} // namespace yanbao::facts
