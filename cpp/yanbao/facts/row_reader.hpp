#pragma once

#include "yanbao/facts/company_cell.hpp"
#include "yanbao/facts/stock_table.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

/// One row's cells, read with the repairs counted and what can't be read reported.
class RowReader {
  public:
    RowReader(const Context& context, const StockTable& table, Facts& facts)
        : c_(context), t_(table), facts_(facts) {}

    text::Range cell(std::uint32_t row, std::uint32_t column) const {
        return table::cell(c_.document, *t_.grid, row, column);
    }
    text::Range row_range(std::uint32_t row) const {
        text::Range whole;
        for (std::uint32_t i = 0; i < t_.grid->columns; ++i) {
            const text::Range r = cell(row, i);
            if (!r.empty()) whole = whole.empty() ? r : text::Range{whole.begin, r.end};
        }
        return whole;
    }

    std::optional<CellValue> value(std::uint32_t row, std::uint32_t column, const FigureUnit& unit,
                                   const std::string& subject) {
        const text::Range r = cell(row, column);
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
                                     Fact& fact, std::string_view name, bool* bare = nullptr) {
        const auto v = value(row, column, t_.columns[column].unit, subject);
        if (!v) return std::nullopt;
        if (bare) *bare = !v->has_unit && !t_.columns[column].unit.known;
        note_field(fact, name, c_, cell(row, column));
        return v->value;
    }

    // Nobody prints a market value in single units of money: without a unit its size is not known.
    std::optional<Measured> market_cap(std::uint32_t row, const std::string& subject, Fact& fact) {
        const auto column = t_.find(ColumnUse::market_cap);
        if (!column) return std::nullopt;
        return money(row, *column, subject, fact, "market_cap");
    }

    /// Money in a unit that is printed, above 0: nothing else is an amount.
    std::optional<Measured> money(std::uint32_t row, std::uint32_t column, const std::string& subject,
                                  Fact& fact, std::string_view field) {
        const auto v = value(row, column, t_.columns[column].unit, subject);
        if (!v) return std::nullopt;
        if (!t_.columns[column].unit.known && !v->has_unit) {
            add_finding(facts_, c_, "unit_unknown", Severity::warning, subject,
                        "no unit is printed for " + std::string(field) + ": left out", cell(row, column));
            return std::nullopt;
        }
        if (v->value.value <= 0.0) {
            add_finding(facts_, c_, "value_implausible", Severity::warning, subject,
                        "no " + std::string(field) + " is of this size: left out", cell(row, column));
            return std::nullopt;
        }
        note_field(fact, field, c_, cell(row, column));
        return v->value;
    }

    Repairs repairs_;

  private:
    const Context& c_;
    const StockTable& t_;
    Facts& facts_;
};

inline std::string subject_of(const RowCompany& company) {
    return company.ticker.empty() ? company.name : company.ticker;
}

} // namespace yanbao::facts
