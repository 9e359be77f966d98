#include "yanbao/backtest/orders.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::backtest {

namespace {

// a fill that lacks less than this of what was wanted is no partial one: fees and lots take so much
constexpr double nearly_all = 0.99;
// a part of an order that rounding to lots may take without a word
constexpr double small_part = 0.1;
// a difference that is the error of doubles is no order
constexpr double same_holding = 1e-13;

} // namespace

Orders::Orders(const Market& market, const FeeTable& fees, const Rulebook& rules, const Terms& terms)
    : market_(market), fees_(fees), rules_(rules), terms_(terms), target_(index(market.stocks), 0.0),
      asked_(index(market.stocks), 0.0), refused_(index(market.stocks), -1), paid_(index(fees.kinds()), 0.0) {
}

Lot Orders::lot(std::int32_t session, std::int32_t stock) const {
    if (!terms_.exact) return {};
    const double own = market_.own_lot[index(stock)];
    if (own > 0.0) return {own, own};
    const Lot by_board = rules_.lot(market_.board[index(stock)], session);
    return by_board.step > 0.0 ? by_board : Lot{1.0, 1.0};
}

double Orders::size_price(std::int32_t session, std::int32_t stock, const Account& account) const {
    const std::size_t cell = market_.cell(session, stock);
    if (terms_.size_at_fill && market_.fill[cell] > 0.0) return market_.fill[cell];
    if (market_.reference[cell] > 0.0) return market_.reference[cell];
    // in its first row a stock has no reference, and no mark unless it is held
    return account.shares(stock) != 0.0 ? account.mark(stock) : market_.fill[cell];
}

void Orders::aim(std::int32_t session, std::span<const double> weights, const Account& account) {
    const double equity =
        account.equity_at_open(session, terms_.size_at_fill ? market_.fill : market_.reference);
    open_.clear();
    for (std::int32_t stock = 0; stock < market_.stocks; ++stock) {
        const double weight = weights[index(stock)];
        if (weight == 0.0 && account.shares(stock) == 0.0) continue;
        const double price = size_price(session, stock, account) * account.rate_open(session, stock);
        // without a price the target is no number: the order is refused, and what is held stays
        target_[index(stock)] = weight == 0.0 ? 0.0 : weight * equity / price;
        asked_[index(stock)] = 0.0;
        refused_[index(stock)] = -1;
        open_.push_back(stock);
    }
}

void Orders::split(std::size_t first_action, std::size_t last_action) {
    if (open_.empty()) return;
    for (std::size_t i = first_action; i < last_action; ++i) {
        target_[index(market_.actions.stock[i])] *= market_.actions.split[i];
        asked_[index(market_.actions.stock[i])] *= market_.actions.split[i];
    }
}

std::optional<Refusal> Orders::shut(std::int32_t session, std::int32_t stock, bool buys) const {
    const std::size_t cell = market_.cell(session, stock);
    const std::uint8_t state = market_.state[cell];
    if ((state & has_row) == 0) return Refusal::no_price;
    if ((state & is_suspended) != 0) return Refusal::suspended;
    if (!(market_.fill[cell] > 0.0)) return Refusal::no_price;
    if (!rules_.has_limits()) return std::nullopt;
    const double tick = market_.tick[index(stock)];
    const Band band = rules_.band(market_.board[index(stock)], (state & special_treatment) != 0,
                                  market_.age(session, stock), session, market_.reference[cell], tick);
    const double same = tick * 0.25;
    if (buys && market_.lowest[cell] >= band.high - same) return Refusal::limit_up;
    if (!buys && market_.highest[cell] <= band.low + same) return Refusal::limit_down;
    return std::nullopt;
}

std::optional<Refusal> Orders::refusal_of(std::int32_t session, std::int32_t stock, double wanted,
                                          const Account& account) const {
    if (std::isnan(account.rate_open(session, stock))) return Refusal::no_rate;
    if (std::isnan(wanted)) return Refusal::no_price;
    return shut(session, stock, wanted > 0.0);
}

double Orders::under_cap(std::int32_t session, std::int32_t stock, double shares) const {
    if (terms_.volume_cap == 0.0 || market_.volume.empty()) return shares;
    const double part =
        terms_.volume_cap > 0.0 ? terms_.volume_cap : rules_.cap(market_.board[index(stock)], session);
    const double volume = market_.volume[market_.cell(session, stock)];
    return std::isnan(volume) || part >= 1.0 ? shares : std::min(shares, volume * part);
}

Orders::Cost Orders::cost(std::int32_t session, std::int32_t stock, double shares, Side side,
                          const Account& account) {
    Cost cost;
    cost.amount = account.money(shares * market_.fill[market_.cell(session, stock)]);
    std::fill(paid_.begin(), paid_.end(), 0.0);
    cost.fees = fees_.charge(market_.exchange[index(stock)], side, session, shares, cost.amount, paid_);
    const double rate = account.rate_open(session, stock);
    double fees = 0.0;
    for (double& each : paid_)
        fees += each = account.money(each * rate); // in the account's currency from here
    cost.paid = account.money(cost.amount * rate) + (side == Side::buy ? fees : -fees);
    return cost;
}

void Orders::refuse(std::int32_t session, std::int32_t stock, double wanted, double filled, Refusal reason,
                    Outcome& outcome) {
    auto& told = refused_[index(stock)];
    if (filled == 0.0 && told == static_cast<std::int16_t>(reason)) return; // the same again
    told = static_cast<std::int16_t>(reason);
    auto& out = outcome.refusals;
    out.session.push_back(session);
    out.stock.push_back(stock);
    out.wanted.push_back(wanted);
    out.filled.push_back(filled);
    out.reason.push_back(static_cast<std::uint8_t>(reason));
}

void Orders::round_off(std::int32_t session, std::int32_t stock, double missing, const Account& account,
                       Outcome& outcome) {
    outcome.unsized[index(session)] +=
        missing * market_.fill[market_.cell(session, stock)] * account.rate_open(session, stock);
    const double asked = asked_[index(stock)];
    const double held = std::abs(account.shares(stock)),
                 position = std::max(std::abs(target_[index(stock)]), held);
    // what drifted by less than that is as good as where it was wanted
    if (std::abs(missing) <= std::max(small_part * std::abs(asked), (1.0 - nearly_all) * position)) return;
    // of a holding no part of a share can be bought or sold
    if (std::abs(missing) < 1.0 && held > 0.0) return;
    const double filled = std::round((asked - missing) * 1e6) / 1e6; // without the error of doubles
    refuse(session, stock, asked, filled, Refusal::below_lot, outcome);
}

void Orders::fill(std::int32_t session, std::int32_t stock, double shares, Account& account,
                  Outcome& outcome) {
    const Side side = shares > 0.0 ? Side::buy : Side::sell;
    const Cost made = cost(session, stock, std::abs(shares), side, account);
    const double rate = account.rate_open(session, stock);
    double charged = 0.0;
    const std::size_t row = index(session) * paid_.size();
    for (std::size_t kind = 0; kind < paid_.size(); ++kind) {
        charged += paid_[kind];
        outcome.fees[row + kind] = account.money(outcome.fees[row + kind] + paid_[kind]);
    }
    account.fill(session, stock, shares, account.money(made.amount * rate), account.money(charged));
    auto& trades = outcome.trades;
    trades.session.push_back(session);
    trades.stock.push_back(stock);
    trades.shares.push_back(shares);
    trades.price.push_back(market_.fill[market_.cell(session, stock)]);
    trades.amount.push_back(made.amount);
    trades.cost.push_back(made.fees);
    trades.rate.push_back(rate);
    trades.fees.insert(trades.fees.end(), paid_.begin(), paid_.end());
}

void Orders::trade(std::int32_t session, Account& account, Outcome& outcome) {
    if (open_.empty()) return;
    std::vector<Order> buys;
    std::vector<std::int32_t> still_open;
    sale_is_shut_ = false;
    for (const std::int32_t stock : open_) {
        const double held = account.shares(stock), target = target_[index(stock)];
        const double wanted = target - held;
        if (std::abs(wanted) <= same_holding * std::abs(held)) continue;
        const bool is_buy = wanted > 0.0;
        if (const auto refusal = refusal_of(session, stock, wanted, account)) {
            refuse(session, stock, wanted, 0.0, *refusal, outcome);
            if (!std::isnan(wanted)) still_open.push_back(stock);
            sale_is_shut_ |= wanted < 0.0;
            continue;
        }
        if (asked_[index(stock)] == 0.0) asked_[index(stock)] = wanted;
        const Lot size = lot(session, stock);
        // what closes a position may be of any size; what is sold short is no rest of a holding
        const auto sized = [&](double most) {
            if (target == 0.0 && most >= std::abs(wanted)) return std::abs(wanted);
            return is_buy || target < 0.0 ? size.buy(most) : size.sell(most, held);
        };
        const double whole = sized(std::abs(wanted));
        const double missing = wanted - (is_buy ? whole : -whole); // a lot's rest is not tried again
        if (whole == 0.0) {
            round_off(session, stock, missing, account, outcome);
            continue;
        }
        const double capped = under_cap(session, stock, whole);
        double shares = whole;
        if (capped < whole) {
            shares = sized(capped);
            refuse(session, stock, is_buy ? whole : -whole, is_buy ? shares : -shares, Refusal::volume,
                   outcome);
            still_open.push_back(stock);
            sale_is_shut_ |= !is_buy;
        }
        if (shares == 0.0) continue;
        const Order order{stock, shares, shares, capped < whole ? 0.0 : missing};
        if (is_buy) {
            buys.push_back(order);
        } else {
            round_off(session, stock, order.missing, account, outcome);
            sell(session, order, account, outcome);
        }
    }
    open_ = std::move(still_open);
    buy(session, buys, account, outcome);
    if (!terms_.carry) open_.clear();
    std::sort(open_.begin(), open_.end());
    open_.erase(std::unique(open_.begin(), open_.end()), open_.end());
}

void Orders::sell(std::int32_t session, const Order& order, Account& account, Outcome& outcome) {
    fill(session, order.stock, -order.shares, account, outcome);
}

bool Orders::affordable(std::int32_t session, const std::vector<Order>& orders, const Account& account,
                        double* need) {
    *need = 0.0;
    for (const Order& order : orders)
        if (order.shares > 0.0) *need += cost(session, order.stock, order.shares, Side::buy, account).paid;
    return account.money(*need) <= account.cash();
}

void Orders::cut(std::int32_t session, std::vector<Order>& orders, const Account& account) {
    double need = 0.0, part = 1.0, shrink = 1e-15;
    bool whole = true;
    // all in the same proportion; lots and least fees may take some rounds more, each of which gives up more: after
    // thirty the part is nothing, and where cash is below nothing too there is no more to give up
    while (part > 0.0 && !affordable(session, orders, account, &need)) {
        whole = false;
        part *= account.cash() > 0.0 ? std::min(account.cash() / need, 1.0 - shrink) : 0.0;
        shrink = std::min(shrink * 4.0, 0.5);
        if (!(part > 1e-9)) part = 0.0;
        for (Order& order : orders) order.shares = lot(session, order.stock).buy(order.wanted * part);
    }
    if (!whole && part > 0.0 && terms_.exact) fill_up(session, orders, account, account.cash() - need);
}

void Orders::fill_up(std::int32_t session, std::vector<Order>& orders, const Account& account, double left) {
    // what rounding to lots has left goes to those that lack most, a lot each in turn
    std::vector<Order*> lacking;
    for (Order& order : orders)
        if (order.shares < order.wanted) lacking.push_back(&order);
    std::stable_sort(lacking.begin(), lacking.end(), [](const Order* a, const Order* b) {
        return (a->wanted - a->shares) * b->wanted > (b->wanted - b->shares) * a->wanted;
    });
    for (Order* order : lacking) {
        const Lot size = lot(session, order->stock);
        const double more = std::max(order->shares + size.step, size.least);
        if (more > order->wanted) continue;
        const double before =
            order->shares > 0.0 ? cost(session, order->stock, order->shares, Side::buy, account).paid : 0.0;
        const double extra =
            account.money(cost(session, order->stock, more, Side::buy, account).paid - before);
        if (extra > left) continue;
        left = account.money(left - extra);
        order->shares = more;
    }
}

void Orders::buy(std::int32_t session, std::vector<Order>& orders, Account& account, Outcome& outcome) {
    if (!terms_.margin) cut(session, orders, account);
    for (const Order& order : orders) {
        if (order.shares < nearly_all * order.wanted) {
            refuse(session, order.stock, order.wanted, order.shares, Refusal::cash, outcome);
            if (sale_is_shut_) open_.push_back(order.stock); // it may bring the cash
        } else {
            round_off(session, order.stock, order.missing, account, outcome);
        }
        if (order.shares > 0.0) fill(session, order.stock, order.shares, account, outcome);
    }
}

} // namespace yanbao::backtest
