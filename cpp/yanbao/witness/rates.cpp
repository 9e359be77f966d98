#include "yanbao/witness/rates.hpp"

#include "yanbao/witness/clique.hpp"
#include "yanbao/witness/rate_search.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace yanbao::witness {

namespace {

constexpr Interval one{1.0, 1.0};

/// The rows whose prices are in one currency and whose EPS may be in one other.
struct Class {
    Rate pair;
    bool printed = false; ///< the table prints the currency of EPS
    std::vector<std::size_t> rows;
    std::vector<Rate> rates; ///< one: solved; several: not told apart
    bool ones = false;       ///< some row can only be explained by 1

    bool same() const { return pair.price == pair.report; }
    bool solved() const { return rates.size() == 1; }
};

std::string ads_code(double ratio) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, ratio).ptr;
    return "ads:" + std::string(digits, end);
}

/// An explanation counts beside others only where it leaves the row enough of its k: one that would have to
/// narrow a rate that the other rows have settled claims more than one that does not.
std::vector<Candidate> best_of(const std::vector<Candidate>& all, Interval k, double held) {
    std::vector<Candidate> whole, part;
    for (const Candidate& candidate : all) {
        const double fits = fit(k, candidate.k);
        if (fits == 0.0) continue;
        auto& list = fits >= held ? whole : part;
        const bool known = std::any_of(list.begin(), list.end(),
                                       [&](const Candidate& c) { return c.code == candidate.code; });
        if (!known) list.push_back(candidate);
    }
    return whole.empty() ? part : whole;
}

class Solver {
  public:
    Solver(const std::vector<RatioRow>& rows, const RatioSettings& settings)
        : rows_(rows), settings_(settings) {
        std::map<std::string_view, std::uint32_t> owners;
        std::uint32_t next = 0;
        for (const RatioRow& row : rows) {
            // rows without a ticker cannot be told to be the same company: each is its own
            const bool first = row.ticker.empty() || owners.emplace(row.ticker, next).second;
            owner_.push_back(first ? next++ : owners.at(row.ticker));
            solution_.rows.emplace_back().own = row_k(row.years);
        }
    }

    RatioSolution solve() {
        for (Class& c : classes()) {
            find_rate(c);
            for (const std::size_t i : c.rows) explain(c, i);
            sharpen(c);
            for (const std::size_t i : c.rows) explain(c, i);
            for (const std::size_t i : c.rows) settle_contradiction(c, i);
            if (c.solved()) solution_.rates.push_back(c.rates.front());
        }
        for (std::size_t i = 0; i < rows_.size(); ++i) cross(i);
        for (std::size_t i = 0; i < rows_.size(); ++i) finish(i);
        leave_lone_groups();
        return std::move(solution_);
    }

  private:
    Interval k_of(std::size_t i) const { return solution_.rows[i].own.majority; }
    /// Only a row that agrees with itself and bounds k is evidence.
    bool testifies(std::size_t i) const { return solution_.rows[i].own.consistent() && tells(k_of(i)); }

    std::vector<Class> classes() const {
        std::map<std::pair<std::string, std::string>, Class> by_pair;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const RatioRow& row = rows_[i];
            Class& c = by_pair[{row.price_currency, row.report_currency}];
            c.printed = !row.report_currency.empty();
            c.pair.price = row.price_currency;
            c.pair.report = c.printed                    ? row.report_currency
                            : row.price_currency.empty() ? ""
                                                         : settings_.home;
            c.rows.push_back(i);
        }
        std::vector<Class> list;
        for (auto& [pair, c] : by_pair) list.push_back(std::move(c));
        return list;
    }

    void find_rate(Class& c) const {
        if (c.same()) return;
        for (const Rate& known : settings_.known)
            if (known.pair() == c.pair.pair()) c.rates = {known};
        if (c.rates.empty()) {
            std::vector<Witness> witnesses;
            for (const std::size_t i : c.rows)
                if (testifies(i) && (c.printed || !k_of(i).holds(1.0)))
                    witnesses.push_back({k_of(i), owner_[i], rows_[i].american, rows_[i].per_ads});
            c.rates = find_rates(witnesses, c.pair, settings_);
        }
        if (c.printed) return;
        Interval joint = any_k;
        for (const std::size_t i : c.rows) {
            if (!testifies(i) || !k_of(i).holds(1.0)) continue;
            joint = intersect(joint, k_of(i));
            if (c.solved() && rate_candidates(c, i, true).empty()) c.ones = true;
        }
        if (!c.solved()) c.ones = relative_width(joint) <= settings_.narrow;
    }

    /// The exchange rates that fit at all, and for a depositary share their quotients; only those that fit well if `well`.
    std::vector<Candidate> rate_candidates(const Class& c, std::size_t i, bool well) const {
        std::vector<Candidate> list;
        const auto fits = [&](Interval k) {
            const double held = fit(k_of(i), k);
            return well ? held >= settings_.held : held != 0.0;
        };
        const RatioRow& row = rows_[i];
        for (const Rate& rate : c.rates) {
            if (fits(rate.k)) list.push_back({"fx:" + rate.pair(), rate.k});
            if (!row.american || row.per_ads || !solution_.rows[i].own.consistent()) continue;
            for (const double ratio : settings_.ads_ratios)
                if (const Interval k = over_ads(rate.k, ratio); fits(k)) list.push_back({ads_code(ratio), k});
        }
        return list;
    }

    void explain(const Class& c, std::size_t i) {
        if (!tells(k_of(i))) return;
        // In a table of Hong Kong prices 1 is an explanation only where a row needs it; an American company
        // reports in dollars as a matter of course.
        const bool one_may = c.same() || (!c.printed && (!c.solved() || c.ones || rows_[i].american));
        std::vector<Candidate> all;
        if (one_may) all.push_back({"1", one});
        for (Candidate& candidate : rate_candidates(c, i, false)) all.push_back(std::move(candidate));
        std::vector<Candidate>& list = solution_.rows[i].candidates;
        list = best_of(all, k_of(i), settings_.held);
        const bool unproved = !c.same() && !c.ones && c.rates.empty();
        if (unproved && list.size() == 1) list.push_back({"fx:" + c.pair.pair(), Interval::none()});
    }

    /// Rows that only the rate explains know it together better than those that found it.
    void sharpen(Class& c) {
        if (!c.solved() || c.rates.front().witnesses == 0) return;
        Rate& rate = c.rates.front();
        const std::string code = "fx:" + rate.pair();
        const auto shares = [&](std::size_t i) {
            const auto& list = solution_.rows[i].candidates;
            return list.size() == 1 && list.front().code == code && testifies(i);
        };
        std::vector<Interval> parts;
        std::vector<std::uint32_t> owners;
        for (const std::size_t i : c.rows) {
            if (!shares(i)) continue;
            parts.push_back(intersect(k_of(i), rate.k));
            owners.push_back(owner_[i]);
        }
        const Clique clique = largest_clique(parts, owners);
        if (clique.unique && !clique.common.empty()) rate.k = clique.common;
        rate.witnesses = std::max(rate.witnesses, clique.owners);
    }

    /// Where a row's years contradict each other and none has a majority, the other rows say which year is
    /// wrong.
    void settle_contradiction(const Class& c, std::size_t i) {
        Explanation& row = solution_.rows[i];
        if (row.own.consistent() || tells(row.own.majority)) return;
        std::vector<Candidate> patterns;
        if (c.same() || c.ones) patterns.push_back({"1", one});
        if (c.solved()) patterns.push_back({"fx:" + c.rates.front().pair(), c.rates.front().k});
        for (const Candidate& pattern : patterns) {
            const bool any = std::any_of(rows_[i].years.begin(), rows_[i].years.end(), [&](Interval year) {
                return relative_width(year) <= settings_.narrow && overlap(year, pattern.k);
            });
            if (any) row.candidates.push_back(pattern);
        }
    }

    /// A company that reports in a third currency: the quotient of two rates that are solved.
    void cross(std::size_t i) {
        const RatioRow& row = rows_[i];
        Explanation& explanation = solution_.rows[i];
        if (!explanation.candidates.empty() || !row.report_currency.empty() || !tells(k_of(i))) return;
        std::vector<Rate> thirds = settings_.known;
        for (const Rate& from : solution_.rates)
            for (const Rate& to : solution_.rates)
                if (from.report == to.report && from.price != to.price)
                    thirds.push_back({from.price, to.price, from.k / to.k});
        std::vector<Candidate> all;
        for (const Rate& third : thirds)
            if (third.price == row.price_currency) all.push_back({"fx:" + third.pair(), third.k});
        explanation.candidates = best_of(all, k_of(i), settings_.held);
    }

    void finish(std::size_t i) {
        Explanation& row = solution_.rows[i];
        row.disagree = row.own.disagree;
        if (row.candidates.size() != 1) return;
        const Candidate& candidate = row.candidates.front();
        row.disagree.clear();
        for (std::size_t y = 0; y < rows_[i].years.size(); ++y)
            if (!overlap(rows_[i].years[y], candidate.k)) row.disagree.push_back(y);
        const std::string& price = rows_[i].price_currency;
        if (candidate.code == "1" && !price.empty()) row.group = price + "/" + price;
        if (candidate.code.starts_with("fx:")) row.group = candidate.code.substr(3);
    }

    void leave_lone_groups() {
        std::map<std::string, std::size_t> sizes;
        for (const Explanation& row : solution_.rows) ++sizes[row.group];
        for (Explanation& row : solution_.rows)
            if (sizes[row.group] < 2) row.group.clear();
    }

    const std::vector<RatioRow>& rows_;
    const RatioSettings& settings_;
    std::vector<std::uint32_t> owner_;
    RatioSolution solution_;
};

} // namespace

std::string Explanation::text() const {
    std::string codes;
    for (const Candidate& candidate : candidates) codes += (codes.empty() ? "" : "|") + candidate.code;
    return codes;
}

Interval Explanation::shared_k() const noexcept {
    return candidates.size() == 1 ? candidates.front().k : Interval::none();
}

RatioSolution explain_ratios(const std::vector<RatioRow>& rows, const RatioSettings& settings) {
    return Solver(rows, settings).solve();
}

} // namespace yanbao::witness
