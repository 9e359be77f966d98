#include "yanbao/facts/plausible.hpp"

#include <cmath>
#include <limits>
#include <map>

namespace yanbao::facts {

namespace {

struct MetricSizes {
    double least = 0.0, most = std::numeric_limits<double>::infinity();
};

MetricSizes metric_sizes(const Context& context, const std::string& metric) {
    MetricSizes sizes;
    const auto category = context.lexicon.category("metric");
    if (const auto id = context.lexicon.find_key(category, metric)) {
        sizes.least = context.lexicon.number(category, *id, "least_size").value_or(sizes.least);
        sizes.most = context.lexicon.number(category, *id, "most_size").value_or(sizes.most);
    }
    return sizes;
}

} // namespace

void leave_out_implausible(const Context& context, Facts& facts) {
    std::map<std::string, MetricSizes> known;
    const auto is_out = [&](const Estimate& fact) {
        const auto [found, fresh] = known.try_emplace(fact.metric);
        if (fresh) found->second = metric_sizes(context, fact.metric);
        const double size = std::abs(fact.value.value);
        if (size == 0.0 || (size >= found->second.least && size <= found->second.most)) return false;
        facts.findings.push_back({"value_implausible",
                                  Severity::warning,
                                  fact.ticker.empty() ? fact.name : fact.ticker,
                                  1,
                                  "no " + fact.metric + " is of this size: left out",
                                  {fact.at}});
        return true;
    };
    std::erase_if(facts.estimates, is_out);
}

} // namespace yanbao::facts
