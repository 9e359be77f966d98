#include "yanbao/audit/ratios.hpp"

#include "yanbao/base/ticker.hpp"
#include "yanbao/witness/rates.hpp"

#include <algorithm>

namespace yanbao::audit {

namespace {

using facts::Estimate;
using facts::Facts;

struct Years {
    std::vector<Interval> k;
    std::vector<const Estimate*> eps, pe;
};

Years years_of(const Row& row) {
    Years years;
    for (const Estimate* eps : row.estimates) {
        if (eps->metric != "eps") continue;
        const Estimate* pe = row.find("pe", eps->period);
        if (!pe) continue;
        years.k.push_back(
            witness::year_k(row.coverage->price->interval(), eps->value.interval(), pe->value.interval()));
        years.eps.push_back(eps);
        years.pe.push_back(pe);
    }
    return years;
}

std::string year_name(const Estimate& e) {
    return e.period.year ? std::to_string(*e.period.year) : std::string(code(e.period.basis));
}

void report_broken(const Row& row, const Years& years, const witness::Explanation& why, Facts& facts) {
    if (why.disagree.empty()) return;
    Finding finding{
        "identity_broken", Severity::warning, row.coverage->ticker, 1, "price x k = EPS x PE fails in", {}};
    for (std::size_t i : why.disagree) {
        finding.what += (i == why.disagree.front() ? " " : ", ") + year_name(*years.eps[i]);
        finding.spans.push_back(years.eps[i]->at);
        finding.spans.push_back(years.pe[i]->at);
    }
    finding.spans.push_back(row.coverage->at);
    facts.findings.push_back(std::move(finding));
}

} // namespace

void explain(const std::vector<Row>& rows, Facts& facts) {
    std::vector<witness::RatioRow> asked;
    std::vector<std::pair<const Row*, Years>> kept;
    for (const Row& row : rows) {
        if (!row.coverage->price) continue;
        Years years = years_of(row);
        if (years.k.empty()) continue;
        const auto ticker = parse_ticker(row.coverage->ticker);
        witness::RatioRow r;
        r.ticker = row.coverage->ticker;
        r.price_currency = row.coverage->currency;
        r.report_currency = years.eps.front()->currency;
        r.american = ticker && is_american(*ticker);
        r.per_ads = row.per_ads();
        r.years = years.k;
        asked.push_back(std::move(r));
        kept.emplace_back(&row, std::move(years));
    }
    const auto solution = witness::explain_ratios(asked);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto& [row, years] = kept[i];
        const witness::Explanation& why = solution.rows[i];
        facts::Ratio ratio;
        ratio.at = row->coverage->at;
        ratio.ticker = row->coverage->ticker;
        ratio.table_id = row->coverage->table_id;
        ratio.group = why.group;
        ratio.explains = why.text();
        const Interval shared = why.shared_k();
        ratio.k = shared.empty() || !overlap(shared, why.own.k) ? why.own.k : intersect(shared, why.own.k);
        if (ratio.k.empty()) ratio.k = why.own.majority;
        facts.ratios.push_back(std::move(ratio));
        report_broken(*row, years, why, facts);
        if (why.ambiguous())
            facts.findings.push_back({"ratio_ambiguous",
                                      Severity::info,
                                      row->coverage->ticker,
                                      1,
                                      "k may be any of " + why.text(),
                                      {row->coverage->at}});
    }
}

} // namespace yanbao::audit
