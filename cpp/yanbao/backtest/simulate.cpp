#include "yanbao/backtest/simulate.hpp"

#include "yanbao/backtest/orders.hpp"

namespace yanbao::backtest {

namespace {

Outcome sized(const Market& market, const FeeTable& fees, const Terms& terms) {
    Outcome out;
    const auto sessions = static_cast<std::size_t>(market.sessions);
    for (auto* column : {&out.equity, &out.cash, &out.bought, &out.sold, &out.long_value, &out.short_value,
                         &out.dividends, &out.interest, &out.settled})
        column->reserve(sessions);
    out.unsized.assign(sessions, 0.0);
    out.fees.assign(sessions * static_cast<std::size_t>(fees.kinds()), 0.0);
    if (terms.keep) {
        out.shares.assign(market.close.size(), 0.0);
        out.value.assign(market.close.size(), 0.0);
    }
    return out;
}

} // namespace

Outcome simulate(const Market& market, const Plan& plan, const FeeTable& fees, const Rulebook& rules,
                 const Terms& terms) {
    market.check();
    plan.check(market);
    terms.check();
    Outcome out = sized(market, fees, terms);
    Account account(market, terms);
    Orders orders(market, fees, rules, terms);
    const auto& actions = market.actions.session;
    const auto stocks = static_cast<std::size_t>(market.stocks);
    std::size_t action = 0, aim = 0;
    for (std::int32_t session = 0; session < market.sessions; ++session) {
        const std::size_t first = action;
        while (action < actions.size() && actions[action] == session) ++action;
        account.open(session, first, action, out.refusals);
        orders.split(first, action);
        if (aim < plan.session.size() && plan.session[aim] == session) {
            orders.aim(session, plan.weight.subspan(aim * stocks, stocks), account);
            ++aim;
        }
        orders.trade(session, account, out);
        account.close(session, out);
    }
    for (std::int32_t stock = 0; stock < market.stocks; ++stock) out.held.push_back(account.shares(stock));
    return out;
}

} // namespace yanbao::backtest
