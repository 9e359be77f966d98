#include "yanbao/facts/us_tickers.hpp"

#include <map>

namespace yanbao::facts {

namespace {

constexpr std::string_view unknown_exchange = ".US";

// Of each code, the ticker with an exchange; empty where two are printed.
class AmericanTickers {
  public:
    void see(const std::string& ticker) {
        if (ticker == last_) return; // the rows of a company stand together
        last_ = ticker;
        const auto t = parse_ticker(ticker);
        if (!t || !is_american(*t) || ticker.ends_with(unknown_exchange)) return;
        const auto [known, fresh] = by_code_.try_emplace(t->code, ticker);
        if (!fresh && known->second != ticker) known->second.clear();
    }
    void mend(std::string& ticker) const {
        if (!ticker.ends_with(unknown_exchange)) return;
        const auto known = by_code_.find(ticker.substr(0, ticker.size() - unknown_exchange.size()));
        if (known != by_code_.end() && !known->second.empty()) ticker = known->second;
    }

  private:
    std::map<std::string, std::string> by_code_;
    std::string last_;
};

} // namespace

void unify_american_tickers(Facts& facts) {
    AmericanTickers tickers;
    tickers.see(facts.meta.ticker);
    for (const Coverage& row : facts.coverage) tickers.see(row.ticker);
    for (const Estimate& row : facts.estimates) tickers.see(row.ticker);
    for (const Quote& row : facts.quotes) tickers.see(row.ticker);
    tickers.mend(facts.meta.ticker);
    for (Coverage& row : facts.coverage) tickers.mend(row.ticker);
    for (Estimate& row : facts.estimates) tickers.mend(row.ticker);
    for (Quote& row : facts.quotes) tickers.mend(row.ticker);
    for (ThemeMember& row : facts.themes) tickers.mend(row.ticker);
}

} // namespace yanbao::facts
