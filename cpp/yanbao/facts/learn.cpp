#include "yanbao/facts/learn.hpp"

#include "yanbao/lexicon/fold.hpp"

namespace yanbao::facts {

namespace {

void learn(const names::Securities& securities, const std::string& ticker, const std::string& name,
           std::vector<names::Security>& learnt) {
    const auto known = parse_ticker(ticker);
    if (!known || name.empty() || !securities.by_name(lexicon::folded(name)).empty()) return;
    learnt.push_back({*known, name, {}, {}});
}

} // namespace

names::Securities with_names_learnt(const names::Securities& securities, const Facts& facts) {
    std::vector<names::Security> learnt;
    for (const Coverage& row : facts.coverage) learn(securities, row.ticker, row.name, learnt);
    for (const Quote& row : facts.quotes) learn(securities, row.ticker, row.name, learnt);
    return learnt.empty() ? securities : securities.extended(std::move(learnt));
}

} // namespace yanbao::facts
