#include "yanbao/facts/own_conflicts.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace yanbao::facts {

namespace {

constexpr double rounded_twice = 0.25; ///< of a half unit: 17.44 may be printed as 17.5
constexpr double least_error = 1.5; ///< a figure that a slip of the page made is off by more than this factor
constexpr double fit_tolerance = 0.03;

/// Metric, year, version, origin, qualifier, currency.
using Cell = std::tuple<std::string, std::int32_t, std::string, std::string, std::string, std::string>;

class OwnConflicts {
  public:
    explicit OwnConflicts(Facts& facts) : facts_(facts) {
        for (std::size_t i = 0; i < facts.estimates.size(); ++i) {
            const Estimate& e = facts.estimates[i];
            if (e.ticker == facts.meta.ticker && e.period.year && e.table_id > 0)
                cells_[{e.metric, *e.period.year, e.version, e.origin, e.qualifier, e.currency}].push_back(i);
        }
    }

    void run() {
        std::map<std::string, Finding> told; ///< one a metric
        std::set<std::string> cut;           ///< metrics of which figures are left out
        std::vector<bool> dropped(facts_.estimates.size());
        for (const auto& [cell, rows] : cells_) {
            if (agree(rows)) continue;
            const std::string& metric = std::get<0>(cell);
            const auto wrong = misfits(cell, rows);
            Finding& finding = told[metric];
            if (finding.code.empty())
                finding = {"estimate_conflict",
                           Severity::warning,
                           facts_.meta.ticker,
                           0,
                           "tables of the report print several figures for " + metric,
                           {}};
            if (!wrong.empty() && cut.insert(metric).second)
                finding.what += "; those that its growth or another table's decimals contradict are left out";
            ++finding.count;
            for (const std::size_t i : rows) finding.spans.push_back(facts_.estimates[i].at);
            for (const std::size_t i : wrong) dropped[i] = true;
        }
        for (auto& [metric, finding] : told) facts_.findings.push_back(std::move(finding));
        std::vector<Estimate> kept;
        for (std::size_t i = 0; i < dropped.size(); ++i)
            if (!dropped[i]) kept.push_back(std::move(facts_.estimates[i]));
        facts_.estimates = std::move(kept);
    }

  private:
    const Measured& value(std::size_t i) const { return facts_.estimates[i].value; }

    bool agree(const std::vector<std::size_t>& rows) const {
        for (const std::size_t i : rows) {
            const Measured &a = value(rows.front()), &b = value(i);
            const double room =
                (a.half_unit + b.half_unit) + rounded_twice * std::max(a.half_unit, b.half_unit);
            if (std::abs(a.value - b.value) > room) return false;
        }
        return true;
    }

    // The one figure of a cell, if its tables agree.
    const Measured* only(Cell cell, std::string_view metric, std::int32_t year) const {
        std::get<0>(cell) = metric;
        std::get<1>(cell) = year;
        const std::string own_version = std::get<2>(cell), own_currency = std::get<5>(cell);
        for (const std::string& version : {own_version, std::string()}) {
            std::get<2>(cell) = version;
            for (const std::string& currency : {own_currency, std::string()}) {
                std::get<5>(cell) = currency;
                if (const auto found = cells_.find(cell); found != cells_.end() && agree(found->second))
                    return &value(found->second.front());
            }
        }
        return nullptr;
    }

    // 124 beside 12.4: the page lost the point.
    std::vector<std::size_t> without_point(const std::vector<std::size_t>& rows) const {
        constexpr double whole = 0.49;
        std::vector<Interval> pointed; // by their low ends
        for (const std::size_t i : rows)
            if (value(i).half_unit < whole && value(i).value != 0.0) pointed.push_back(value(i).interval());
        std::sort(pointed.begin(), pointed.end(),
                  [](const Interval& a, const Interval& b) { return a.low < b.low; });
        for (std::size_t i = 1; i < pointed.size(); ++i) // the highest end so far
            pointed[i].high = std::max(pointed[i].high, pointed[i - 1].high);
        const auto fits_by = [&](const Measured& a, double ten) {
            const Interval want = Interval::around(a.value / ten, a.half_unit / ten);
            const auto behind = std::partition_point(pointed.begin(), pointed.end(),
                                                     [&](const Interval& b) { return b.low <= want.high; });
            return behind != pointed.begin() && std::prev(behind)->high >= want.low;
        };
        std::vector<std::size_t> lost;
        for (const std::size_t i : rows)
            if (const Measured& a = value(i); a.half_unit >= whole && (fits_by(a, 10.0) || fits_by(a, 100.0)))
                lost.push_back(i);
        return lost;
    }

    std::vector<std::size_t> misfits(const Cell& cell, const std::vector<std::size_t>& rows) const {
        if (auto lost = without_point(rows); !lost.empty()) return lost;
        const std::string& metric = std::get<0>(cell);
        const std::int32_t year = std::get<1>(cell);
        const Measured *base = only(cell, metric, year - 1), *growth = only(cell, metric + "_growth", year);
        if (!base || !growth || base->value <= 0.0) return {};
        const double want = base->value * (1.0 + growth->value);
        std::vector<std::size_t> wrong;
        bool fits = false;
        for (const std::size_t i : rows) {
            const double ratio = want == 0.0 ? 0.0 : value(i).value / want;
            if (std::abs(ratio - 1.0) < fit_tolerance)
                fits = true;
            else if (ratio > least_error || ratio < 1.0 / least_error)
                wrong.push_back(i);
        }
        return fits ? wrong : std::vector<std::size_t>{};
    }

    Facts& facts_;
    std::map<Cell, std::vector<std::size_t>> cells_;
};

} // namespace

void settle_own_conflicts(Facts& facts) {
    if (!facts.meta.ticker.empty()) OwnConflicts(facts).run();
}

} // namespace yanbao::facts
