#include "yanbao/audit/conflicts.hpp"

#include <map>
#include <optional>

namespace yanbao::audit {

namespace {

using facts::Estimate;
using facts::Facts;

// How two rows compare in the cells that both print.
struct Comparison {
    std::size_t same = 0;
    std::vector<std::string> different;
};

void compare(const std::optional<facts::Measured>& a, const std::optional<facts::Measured>& b,
             std::string name, Comparison& out) {
    if (!a || !b) return;
    if (overlap(a->interval(), b->interval()))
        ++out.same;
    else
        out.different.push_back(std::move(name));
}

Comparison compare(const Row& a, const Row& b) {
    Comparison out;
    if (a.coverage->currency == b.coverage->currency)
        compare(a.coverage->price, b.coverage->price, "price", out);
    for (const Estimate* e : a.estimates) {
        const Estimate* other = b.find(e->metric, e->period);
        if (!other || other->origin != e->origin || other->version != e->version) continue;
        const std::string year = e->period.year ? " " + std::to_string(*e->period.year) : "";
        compare(std::optional(e->value), std::optional(other->value), e->metric + year, out);
    }
    return out;
}

// Cells that say nothing by themselves (0.1 is everybody's EPS) are no proof of whose row it is.
constexpr std::size_t cells_that_prove = 4;

// Rows by a figure that a copied row would share: its price, or else its first estimate.
class RowIndex {
  public:
    explicit RowIndex(const std::vector<Row>& rows) {
        for (const Row& row : rows)
            if (const auto key = key_of(row); key && by_figure_[*key].size() < most_candidates)
                by_figure_[*key].push_back(&row);
    }

    const Row* owner_of(const Row& row) const {
        const auto key = key_of(row);
        const auto found = key ? by_figure_.find(*key) : by_figure_.end();
        if (found == by_figure_.end()) return nullptr;
        const Row* owner = nullptr;
        for (const Row* other : found->second) {
            if (other->coverage->ticker == row.coverage->ticker ||
                other->coverage->table_id == row.coverage->table_id)
                continue;
            const Comparison c = compare(row, *other);
            if (!c.different.empty() || c.same < cells_that_prove) continue;
            if (owner && owner->coverage->ticker != other->coverage->ticker) return nullptr;
            owner = other;
        }
        return owner;
    }

  private:
    static constexpr std::size_t most_candidates = 64; ///< more rows of one price say nothing of whose it is

    static std::optional<double> key_of(const Row& row) {
        if (row.coverage->price) return row.coverage->price->value;
        return row.estimates.empty() ? std::nullopt : std::optional(row.estimates.front()->value.value);
    }

    std::map<double, std::vector<const Row*>> by_figure_;
};

std::string place(const layout::Document& document, const Row& row) {
    return "table " + std::to_string(row.coverage->table_id) + ", line " +
           std::to_string(document.line_of(row.coverage->at.start));
}

} // namespace

void hold_tables_against_each_other(const layout::Document& document, const std::vector<Row>& rows,
                                    Facts& facts) {
    const RowIndex index(rows);
    std::map<std::string_view, std::vector<const Row*>> by_ticker;
    for (const Row& row : rows)
        if (!row.coverage->ticker.empty()) by_ticker[row.coverage->ticker].push_back(&row);
    for (const auto& [ticker, same] : by_ticker) {
        for (std::size_t i = 1; i < same.size(); ++i) {
            const Comparison c = compare(*same[0], *same[i]);
            if (c.different.empty()) continue;
            std::string what =
                place(document, *same[0]) + " and " + place(document, *same[i]) + " disagree on";
            for (const auto& name : c.different) what += (name == c.different.front() ? " " : ", ") + name;
            for (const Row* row : {same[0], same[i]})
                if (const Row* owner = index.owner_of(*row))
                    what += "; the row of " + place(document, *row) + " equals that of " +
                            owner->coverage->ticker + " in " + place(document, *owner);
            facts.findings.push_back({"table_conflict",
                                      Severity::warning,
                                      std::string(ticker),
                                      1,
                                      std::move(what),
                                      {same[0]->coverage->at, same[i]->coverage->at}});
        }
    }
}

} // namespace yanbao::audit
