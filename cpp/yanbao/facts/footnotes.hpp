#pragma once
// What the note under a table says of some of its rows: DESIGN's "footnotes bind".

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// One clause of a note, or what it says of some rows, and the rows that it names.
struct Footnote {
    text::Range clause;
    text::Range names;                             ///< where the names of its rows stand
    bool rest = false;                             ///< of the rows that are not named there
    bool whole = false;                            ///< of every row: it names none, and limits itself to none
    std::optional<double> shares_per_ads;          ///< each ADS = 2 shares
    bool adjusted = false;                         ///< adjusted (non-GAAP) figures
    std::string origin;                            ///< `consensus:Bloomberg`; empty: the broker's own
    std::optional<std::int32_t> first_fiscal_year; ///< 2023-2025 fiscal years: the first column is FY2023,
    std::optional<std::int32_t> last_fiscal_year;  ///< and the last FY2025
    int year_end_month = 0;                        ///< that the note prints
};

class Footnotes {
  public:
    Footnotes(const Context& context, const table::Grid& grid);
    /// A row of the table, before any is asked for: a clause that names none of them may be on all.
    void look_at(std::u32string_view name, std::u32string_view rating);
    /// Clauses that name this company (folded, without suffixes) or its rating, in order.
    std::vector<const Footnote*> of(std::u32string_view name, std::u32string_view rating);

    /// Clauses that name no row of the table: told, since their rows now pass for the broker's own.
    void report_unbound(std::int64_t table_id, Facts& facts, bool origins_only = false) const;

    /// Whose figures a caption says they are; empty where it does not say.
    static std::string origin_in(const Context& context, text::Range caption);

  private:
    void add(text::Range said, text::Range names, bool rest);
    bool names(const Footnote& note, std::u32string_view name, std::u32string_view rating) const;

    const Context& c_;
    std::vector<Footnote> notes_;
    std::vector<bool> named_; ///< whether it names a row
    std::vector<bool> bound_; ///< whether a row was named by it
};

/// Joins what the clauses add to a figure: `adjusted`, `per_ads:2`.
std::string qualifier(const std::vector<const Footnote*>& notes);

} // namespace yanbao::facts
