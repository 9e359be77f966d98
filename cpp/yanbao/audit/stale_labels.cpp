#include "yanbao/audit/stale_labels.hpp"

#include <map>
#include <set>

namespace yanbao::audit {

namespace {

// Companies of the mainland report on a year that ends in December by the end of April, those elsewhere no later.
constexpr int months_to_report = 4;

Date last_day_to_report(Date period_end) {
    const int months = period_end.month() - 1 + months_to_report;
    return Date::month_end(period_end.year() + months / 12, months % 12 + 1);
}

struct StaleTable {
    std::set<std::int32_t> years;
    std::set<std::string> tickers;
    bool own = false; ///< one of them is the broker's own figure
    std::uint32_t count = 0;
    std::vector<Span> spans;
};

std::string listed(const std::set<std::int32_t>& years) {
    std::string list;
    for (const std::int32_t year : years) list += (list.empty() ? "" : ", ") + std::to_string(year);
    return list;
}

} // namespace

void find_stale_labels(facts::Facts& facts) {
    const auto& meta = facts.meta;
    if (!meta.published || meta.published_inferred) return;
    std::map<std::int64_t, StaleTable> tables; // prose is 0
    for (const facts::Estimate& e : facts.estimates) {
        if (e.period.basis != Basis::estimate || !e.period.year || !e.period_end) continue;
        if (*meta.published <= last_day_to_report(*e.period_end)) continue;
        StaleTable& table = tables[e.table_id];
        table.years.insert(*e.period.year);
        table.tickers.insert(e.ticker);
        table.own |= e.origin == "broker";
        ++table.count;
        table.spans.push_back(e.at);
    }
    for (auto& [id, table] : tables) {
        const bool one = table.tickers.size() == 1 && !table.tickers.begin()->empty();
        facts.findings.push_back({"stale_label", table.own ? Severity::warning : Severity::info,
                                  one ? *table.tickers.begin() : "report", table.count,
                                  (id ? "table " + std::to_string(id) : std::string("prose")) +
                                      ", printed on " + meta.published->iso() + ", calls figures of " +
                                      listed(table.years) +
                                      " estimates, which had to be reported by then: they are no actuals",
                                  std::move(table.spans)});
    }
}

} // namespace yanbao::audit
