#pragma once
// What the note under a table says of some of its rows: DESIGN's "footnotes bind".

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// One clause of a note and the rows that it names.
struct Footnote {
    text::Range clause;
    std::optional<double> shares_per_ads;          ///< each ADS = 2 shares
    bool adjusted = false;                         ///< adjusted (non-GAAP) figures
    std::string origin;                            ///< `consensus:Bloomberg`; empty: the broker's own
    std::optional<std::int32_t> first_fiscal_year; ///< 2023-2025 fiscal years: the first column is FY2023,
    std::optional<std::int32_t> last_fiscal_year;  ///< and the last FY2025
    int year_end_month = 3;                        ///< that the note prints; else March, as in Hong Kong
};

class Footnotes {
  public:
    Footnotes(const Context& context, const table::Grid& grid);
    /// Clauses that name this company (folded, without suffixes) or its rating, in order.
    std::vector<const Footnote*> of(std::u32string_view name, std::u32string_view rating);

    /// Clauses that name no row of the table: told, since their rows now pass for the broker's own.
    void report_unbound(std::int64_t table_id, Facts& facts) const;

  private:
    const Context& c_;
    std::vector<Footnote> notes_;
    std::vector<bool> bound_; ///< whether a row was named by it
};

/// Joins what the clauses add to a figure: `adjusted`, `per_ads:2`.
std::string qualifier(const std::vector<const Footnote*>& notes);

} // namespace yanbao::facts
