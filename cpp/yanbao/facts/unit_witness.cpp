#include "yanbao/facts/unit_witness.hpp"

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace yanbao::facts {

namespace {

using layout::BlockKind;
using text::Range;

constexpr double money_scales[] = {1.0, 1e3, 1e4, 1e6, 1e8, 1e9};
constexpr double least_precision = 200.0; ///< value over half unit: three digits, or it says too little
constexpr std::size_t fewest_agreeing = 2;
constexpr std::uint32_t reach_to_figure = 8; ///< atoms between a metric's name and its figure
constexpr std::size_t most_witnesses = 4000;

struct MoneyWitness {
    std::string_view metric;
    std::optional<std::int32_t> year; ///< where it is told
    std::string_view version;
    Interval value;
};

bool says_enough(const Measured& m) { return std::abs(m.value) >= least_precision * m.half_unit; }

// Of prose: a metric and, right behind it, a figure with its unit.
void add_prose_witnesses(const Context& context, std::vector<MoneyWitness>& witnesses) {
    const auto metric = context.lexicon.category("metric");
    const auto& d = context.document;
    for (const auto& block : d.blocks) {
        if (block.kind != BlockKind::paragraph && block.kind != BlockKind::item) continue;
        for (const auto& hit : d.hits_in(metric, block.atoms)) {
            if (context.lexicon.text(metric, hit.key, "unit") != "currency") continue;
            const std::uint32_t end = block.atoms.end, reach = std::min(end, hit.end + reach_to_figure);
            std::optional<text::Quantity> q;
            for (std::uint32_t at = hit.end; at < reach && !q; ++at)
                q = text::quantity_at(d.atoms, context.lexicon, at, end);
            if (!q || q->unit.range.empty() || q->unit.scale < 2.0) continue;
            if (!q->unit.dimension.empty() && q->unit.dimension != "money") continue;
            const Measured m{q->number.value, q->number.half_unit};
            if (says_enough(m) && witnesses.size() < most_witnesses)
                witnesses.push_back({context.lexicon.key(metric, hit.key), {}, {}, m.interval()});
        }
    }
}

std::vector<MoneyWitness> money_witnesses(const Context& context, const Facts& facts) {
    std::vector<MoneyWitness> witnesses;
    for (const Estimate& e : facts.estimates)
        if (e.unit == "currency" && e.ticker == facts.meta.ticker && e.origin == "broker" && e.period.year &&
            says_enough(e.value) && witnesses.size() < most_witnesses)
            witnesses.push_back({e.metric, e.period.year, e.version, e.value.interval()});
    add_prose_witnesses(context, witnesses);
    std::sort(witnesses.begin(), witnesses.end(),
              [](const MoneyWitness& a, const MoneyWitness& b) { return a.metric < b.metric; });
    return witnesses;
}

struct UnsettledTable {
    const Estimate *begin, *end;
};

// The one scale that several figures speak for, and none against.
std::optional<double> settled_scale(const UnsettledTable& table, const std::vector<MoneyWitness>& witnesses) {
    std::optional<double> found;
    for (const double scale : money_scales) {
        std::set<std::pair<std::string_view, double>> agreeing;
        bool against = false;
        for (const Estimate* e = table.begin; e != table.end && !against; ++e) {
            const Interval value = Interval::around(e->value.value * scale, e->value.half_unit * scale);
            const auto first =
                std::lower_bound(witnesses.begin(), witnesses.end(), std::string_view(e->metric),
                                 [](const MoneyWitness& w, std::string_view m) { return w.metric < m; });
            for (auto w = first; w != witnesses.end() && w->metric == e->metric; ++w) {
                const bool same = overlap(w->value, value);
                if (same && says_enough(e->value)) agreeing.insert({e->metric, e->value.value});
                const bool own_year = w->year && w->year == e->period.year && w->version == e->version;
                against = against || (own_year && !same);
            }
        }
        if (against || agreeing.size() < fewest_agreeing) continue;
        if (found) return std::nullopt;
        found = scale;
    }
    return found;
}

} // namespace

void UnsettledMoney::settle(const Context& context, Facts& facts) const {
    if (figures_.empty()) return;
    const std::vector<MoneyWitness> witnesses = money_witnesses(context, facts);
    for (const Estimate* first = figures_.data(); first != figures_.data() + figures_.size();) {
        const Estimate* end = first;
        while (end != figures_.data() + figures_.size() && end->table_id == first->table_id) ++end;
        const auto scale = settled_scale({first, end}, witnesses);
        if (scale)
            add_table_finding(facts, context, "unit_by_witness", Severity::warning, first->table_id,
                              "estimates",
                              "no unit is printed; the same figures elsewhere in the report have theirs");
        for (const Estimate* e = first; e != end; ++e) {
            if (!scale) {
                facts.findings.push_back({"unit_unknown",
                                          Severity::warning,
                                          e->ticker,
                                          1,
                                          "no unit is printed for " + e->metric + ": left out",
                                          {e->at}});
                continue;
            }
            if (!make_room(context, facts)) return;
            facts.estimates.push_back(*e);
            Estimate& fact = facts.estimates.back();
            fact.value.value *= *scale;
            fact.value.half_unit *= *scale;
            fact.repaired = true;
        }
        first = end;
    }
}

} // namespace yanbao::facts
