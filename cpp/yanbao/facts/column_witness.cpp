#include "yanbao/facts/column_witness.hpp"

#include "yanbao/witness/identity.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

constexpr std::string_view touched =
    "coverage, estimates, quotes"; ///< the tables of facts that may lack its figures

using Columns = std::vector<std::uint32_t>;

constexpr double most_rows = 0.8; ///< of the rows that tell anything must agree with a reading
constexpr std::size_t fewest_rows = 2;
// Readings are tried one by one, and their number grows with the square of these: a wider table is not settled.
constexpr std::size_t most_open_columns = 32, most_pairs = 64;

class Settler {
  public:
    Settler(const Context& context, StockTable& table, Facts& facts)
        : c_(context), t_(table), facts_(facts), read_(t_.grid->rows.size() * t_.columns.size()) {}

    void run() {
        find_price();
        lend_years("eps", "pe");
        lend_years("pe", "eps");
        find_group("eps", "pe");
        find_group("pe", "eps");
        report_unreadable();
    }

  private:
    Columns figures(std::string_view metric) const {
        Columns out;
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i)
            if (t_.columns[i].use == ColumnUse::figure && t_.columns[i].key == metric) out.push_back(i);
        return out;
    }
    Columns dated(std::string_view metric) const {
        Columns out = figures(metric);
        std::erase_if(out, [&](std::uint32_t i) { return !t_.columns[i].period.year; }); // TTM stands alone
        return out;
    }
    Columns unreadable() const {
        Columns out;
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i)
            if (t_.columns[i].use == ColumnUse::unreadable) out.push_back(i);
        return out;
    }

    Interval at(std::uint32_t row, std::uint32_t column) const {
        auto& read = read_[row * t_.columns.size() + column]; // every reading asks for the same cells
        if (!read) {
            const auto v = cell_value(c_, table::cell(c_.document, *t_.grid, row, column), {});
            read = v ? v->value.interval() : Interval::none();
        }
        return *read;
    }

    // Columns of the two groups that stand for the same year.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> paired(const Columns& a, const Columns& b) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
        for (std::uint32_t i : a)
            for (std::uint32_t k : b)
                if (t_.columns[i].period.year && t_.columns[i].period == t_.columns[k].period)
                    out.emplace_back(i, k);
        return out;
    }

    // Whether most rows that tell k at all are consistent under this reading.
    bool agrees(std::uint32_t price,
                const std::vector<std::pair<std::uint32_t, std::uint32_t>>& years) const {
        if (years.size() < 2 || years.size() > most_pairs) return false;
        std::size_t telling = 0, consistent = 0;
        for (std::uint32_t row = t_.grid->header_rows; row < t_.grid->rows.size(); ++row) {
            std::vector<Interval> ks;
            for (auto [eps, pe] : years)
                ks.push_back(witness::year_k(at(row, price), at(row, eps), at(row, pe)));
            if (std::count_if(ks.begin(), ks.end(),
                              [](Interval k) { return k.empty() || witness::tells(k); }) < 2)
                continue;
            ++telling;
            consistent += witness::row_k(ks).consistent() ? 1 : 0;
        }
        return telling >= fewest_rows &&
               static_cast<double>(consistent) >= most_rows * static_cast<double>(telling);
    }

    void chosen(std::uint32_t column, std::string_view as) {
        t_.columns[column].inferred = true;
        add_table_finding(facts_, c_, "column_inferred", Severity::warning, t_.table_id, touched,
                          "the header of column " + std::to_string(column + 1) +
                              " is not readable; arithmetic says " + std::string(as),
                          header(column));
    }
    text::Range header(std::uint32_t column) const {
        const auto& path = t_.grid->headers[column];
        return path.empty() ? text::Range{} : path.back();
    }

    void find_price() {
        if (t_.has(ColumnUse::price)) return;
        const auto years = paired(figures("eps"), figures("pe"));
        Columns fitting;
        for (std::uint32_t i : unreadable())
            if (!t_.columns[i].period.year && agrees(i, years)) fitting.push_back(i);
        if (fitting.size() != 1) return;
        take(fitting[0], ColumnUse::price, "price", {});
    }

    // Years of a group that are lost are those of its sibling, when the groups are of one size and arithmetic agrees.
    void lend_years(std::string_view from, std::string_view to) {
        const Columns giver = figures(from), taker = figures(to);
        const auto unknown = [&](std::uint32_t i) {
            return !t_.columns[i].period.year && t_.columns[i].period.basis == Basis::unprinted;
        };
        if (giver.size() < 2 || giver.size() != taker.size()) return;
        if (std::none_of(taker.begin(), taker.end(), unknown) ||
            std::any_of(giver.begin(), giver.end(), unknown))
            return;
        const auto price = t_.find(ColumnUse::price);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> years;
        for (std::size_t i = 0; i < giver.size(); ++i) years.emplace_back(giver[i], taker[i]);
        if (!price || !agrees(*price, years)) return;
        for (auto [g, k] : years)
            if (unknown(k)) {
                t_.columns[k].period = t_.columns[g].period;
                chosen(k, std::string(to) + " of " + std::to_string(t_.columns[g].period.year.value_or(0)));
            }
    }

    using Years = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

    // The unread columns from `from` on as the other factor of a known group: by the year that they print, else in order.
    std::optional<Years> matched(const Columns& have, const Columns& open, std::size_t from) const {
        if (from + have.size() > open.size() || open[from + have.size() - 1] - open[from] != have.size() - 1)
            return {};
        Years years;
        for (std::size_t i = 0; i < have.size(); ++i) {
            const auto& of_known = t_.columns[have[i]].period;
            const auto& printed = t_.columns[open[from + i]].period;
            if (printed.year && of_known.year && printed.year != of_known.year) return {};
            years.emplace_back(have[i], open[from + i]);
        }
        return years;
    }

    // A run of unread columns is the other factor of a known group where arithmetic leaves one reading, which may
    // have to find the price as well.
    void find_group(std::string_view known, std::string_view missing) {
        const Columns have = dated(known), open = unreadable();
        if (have.size() < 2 || open.size() > most_open_columns || !dated(missing).empty()) return;
        const auto price = t_.find(ColumnUse::price);
        const Columns prices = price ? Columns{*price} : open;
        std::vector<std::pair<std::uint32_t, Years>> readings;
        for (std::size_t from = 0; from < open.size(); ++from) {
            const auto years = matched(have, open, from);
            if (!years) continue;
            for (std::uint32_t p : prices) {
                const bool within = p >= open[from] && p < open[from] + have.size();
                if (!within && !t_.columns[p].period.year && agrees(p, *years))
                    readings.emplace_back(p, *years);
            }
        }
        if (readings.size() != 1) return;
        const auto& [p, years] = readings.front();
        if (!price) take(p, ColumnUse::price, "price", {});
        for (auto [h, m] : years) take(m, ColumnUse::figure, missing, t_.columns[h].period);
    }

    void take(std::uint32_t column, ColumnUse use, std::string_view key, FiscalPeriod period) {
        t_.columns[column].use = use;
        t_.columns[column].key = key;
        t_.columns[column].period = period;
        chosen(column, std::string(key) + (period.year ? " of " + std::to_string(*period.year) : ""));
    }

    void report_unreadable() {
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i) {
            const StockColumn& column = t_.columns[i];
            const bool no_year = column.use == ColumnUse::figure && !column.period.year &&
                                 column.period.basis == Basis::unprinted;
            if (column.use != ColumnUse::unreadable && !no_year) continue;
            add_table_finding(
                facts_, c_, no_year ? "year_unreadable" : "column_unreadable", Severity::warning, t_.table_id,
                touched,
                "column " + std::to_string(i + 1) +
                    (no_year ? " names no year" : " has figures, and a header that says nothing known") +
                    ": its figures are left out",
                header(i));
        }
    }

    const Context& c_;
    StockTable& t_;
    Facts& facts_;
    mutable std::vector<std::optional<Interval>> read_; ///< of every cell that was asked for
};

} // namespace

void settle_by_witness(const Context& context, StockTable& table, Facts& facts) {
    Settler(context, table, facts).run();
}

} // namespace yanbao::facts
