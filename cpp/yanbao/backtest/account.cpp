#include "yanbao/backtest/account.hpp"

#include "yanbao/backtest/money.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yanbao::backtest {

Account::Account(const Market& market, const Terms& terms)
    : market_(market), terms_(terms), cash_(terms.exact ? cents(terms.cash) : terms.cash),
      shares_(index(market.stocks), 0.0),
      mark_(index(market.stocks), std::numeric_limits<double>::quiet_NaN()),
      last_row_(index(market.stocks), 0), is_listed_(index(market.stocks), false) {}

double Account::money(double amount) const noexcept { return terms_.exact ? cents(amount) : amount; }

double Account::rate_open(std::int32_t session, std::int32_t stock) const noexcept {
    return market_
        .rate_open[index(session) * index(market_.currencies) + index(market_.currency[index(stock)])];
}

double Account::rate_close(std::int32_t session, std::int32_t stock) const noexcept {
    return market_
        .rate_close[index(session) * index(market_.currencies) + index(market_.currency[index(stock)])];
}

double& Account::earned(double& flow, double amount) {
    flow = money(flow + amount);
    cash_ = money(cash_ + amount);
    return flow;
}

void Account::open(std::int32_t session, std::size_t first_action, std::size_t last_action,
                   Refusals& refusals) {
    flows_ = {};
    earn(session); // on what lay there overnight: a dividend of this morning did not
    for (std::size_t i = first_action; i < last_action; ++i)
        act(session, market_.actions.stock[i], market_.actions.split[i], market_.actions.dividend[i]);
    settle(session, refusals);
}

void Account::act(std::int32_t session, std::int32_t stock, double split, double dividend) {
    double& held = shares_[index(stock)];
    if (held == 0.0) return;
    const double reference = market_.reference[market_.cell(session, stock)];
    double& mark = mark_[index(stock)];
    mark = reference > 0.0 ? reference : (mark - dividend) / split;
    double paid = held * dividend;
    double now = held * split;
    if (terms_.exact && !terms_.fractions) {
        const double whole = std::copysign(std::floor(std::abs(now) + 1e-6), now);
        paid += std::abs(now - whole) < 1e-6 ? 0.0 : (now - whole) * mark; // a part of a share is paid out
        now = whole;
    }
    held = now;
    const double rate = rate_open(session, stock);
    if (paid != 0.0) earned(flows_.dividends, money(paid * rate));
}

void Account::earn(std::int32_t session) {
    if (session == 0) return;
    const double years = market_.days[index(session)] / 365.0;
    const double owed = cash_ < 0.0 ? -cash_ : 0.0;
    const double gain = (cash_ > 0.0 ? cash_ : 0.0) * terms_.cash_rate * years -
                        (owed + shorted_) * terms_.borrow_rate * years;
    if (gain != 0.0) earned(flows_.interest, money(gain));
}

void Account::settle(std::int32_t session, Refusals& refusals) {
    for (const std::int32_t stock : held_) {
        double& held = shares_[index(stock)];
        if ((market_.state[market_.cell(session, stock)] & has_row) != 0) last_row_[index(stock)] = session;
        if (held == 0.0 || session - last_row_[index(stock)] < terms_.gone_after) continue;
        const double paid = held * mark_[index(stock)] * terms_.recovery * rate_open(session, stock);
        earned(flows_.settled, money(paid));
        refusals.session.push_back(session);
        refusals.stock.push_back(stock);
        refusals.wanted.push_back(-held);
        refusals.filled.push_back(-held);
        refusals.reason.push_back(static_cast<std::uint8_t>(Refusal::gone));
        held = 0.0;
    }
}

double Account::equity_at_open(std::int32_t session, std::span<const double> prices) const {
    double sum = cash_;
    for (const std::int32_t stock : held_) {
        const double held = shares_[index(stock)];
        if (held == 0.0) continue;
        const double price = prices[market_.cell(session, stock)];
        sum += held * (price > 0.0 ? price : mark_[index(stock)]) * rate_open(session, stock);
    }
    return sum;
}

void Account::fill(std::int32_t session, std::int32_t stock, double shares, double amount, double fees) {
    double& flow = shares > 0.0 ? flows_.bought : flows_.sold;
    flow = money(flow + amount);
    cash_ = money(cash_ + (shares > 0.0 ? -amount : amount));
    cash_ = money(cash_ - fees);
    double& held = shares_[index(stock)];
    held += shares;
    last_row_[index(stock)] = session;
    mark_[index(stock)] = market_.fill[market_.cell(session, stock)];
    if (!is_listed_[index(stock)]) {
        is_listed_[index(stock)] = true;
        held_.push_back(stock);
    }
}

void Account::close(std::int32_t session, Outcome& outcome) {
    list_held();
    double longs = 0.0, shorts = 0.0;
    const std::size_t row = market_.cell(session, 0);
    for (const std::int32_t stock : held_) {
        const double close = market_.close[row + index(stock)];
        if (close > 0.0) mark_[index(stock)] = close;
        const double value = shares_[index(stock)] * mark_[index(stock)] * rate_close(session, stock);
        (value < 0.0 ? shorts : longs) += value;
        if (terms_.keep) {
            outcome.shares[row + index(stock)] = shares_[index(stock)];
            outcome.value[row + index(stock)] = value;
        }
    }
    shorted_ = -shorts;
    outcome.cash.push_back(cash_);
    outcome.equity.push_back(cash_ + longs + shorts);
    outcome.long_value.push_back(longs);
    outcome.short_value.push_back(-shorts);
    outcome.bought.push_back(flows_.bought);
    outcome.sold.push_back(flows_.sold);
    outcome.dividends.push_back(flows_.dividends);
    outcome.interest.push_back(flows_.interest);
    outcome.settled.push_back(flows_.settled);
}

void Account::list_held() {
    std::erase_if(held_, [&](std::int32_t stock) {
        const bool none = shares_[index(stock)] == 0.0;
        if (none) is_listed_[index(stock)] = false;
        return none;
    });
    std::sort(held_.begin(), held_.end());
}

} // namespace yanbao::backtest
