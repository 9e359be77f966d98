#pragma once
// From wanted weights to orders, and from orders to fills.

#include "yanbao/backtest/account.hpp"

#include <optional>
#include <span>
#include <vector>

namespace yanbao::backtest {

class Orders {
  public:
    Orders(const Market& market, const FeeTable& fees, const Rulebook& rules, const Terms& terms);

    /// New targets, a weight a stock; what was open before is dropped.
    void aim(std::int32_t session, std::span<const double> weights, const Account& account);
    /// Open targets follow a split.
    void split(std::size_t first_action, std::size_t last_action);
    /// Sells, then buys what there is cash for, of all that is open.
    void trade(std::int32_t session, Account& account, Outcome& outcome);

  private:
    struct Order {
        std::int32_t stock;
        double wanted, shares; // in lots, of the target; of the fill
        double missing;        // what is wanted beyond them
    };
    struct Cost {
        double amount = 0.0, fees = 0.0; // in the currency of the exchange
        double paid = 0.0;               // both, in that of the account
    };

    static std::size_t index(std::int32_t stock) noexcept { return static_cast<std::size_t>(stock); }
    Lot lot(std::int32_t session, std::int32_t stock) const;
    double size_price(std::int32_t session, std::int32_t stock, const Account& account) const;
    std::optional<Refusal> shut(std::int32_t session, std::int32_t stock, bool buys) const;
    std::optional<Refusal> refusal_of(std::int32_t session, std::int32_t stock, double wanted,
                                      const Account& account) const;
    double under_cap(std::int32_t session, std::int32_t stock, double shares) const;
    Cost cost(std::int32_t session, std::int32_t stock, double shares, Side side, const Account& account);
    void sell(std::int32_t session, const Order& order, Account& account, Outcome& outcome);
    void buy(std::int32_t session, std::vector<Order>& orders, Account& account, Outcome& outcome);
    void cut(std::int32_t session, std::vector<Order>& orders, const Account& account);
    void fill_up(std::int32_t session, std::vector<Order>& orders, const Account& account, double left);
    bool affordable(std::int32_t session, const std::vector<Order>& orders, const Account& account,
                    double* need);
    void fill(std::int32_t session, std::int32_t stock, double shares, Account& account, Outcome& outcome);
    /// Tells what lots left of an order that nothing else held up, where that is no small part of it and of the
    /// position.
    void round_off(std::int32_t session, std::int32_t stock, double missing, const Account& account,
                   Outcome& outcome);
    void refuse(std::int32_t session, std::int32_t stock, double wanted, double filled, Refusal reason,
                Outcome& outcome);

    const Market& market_;
    const FeeTable& fees_;
    const Rulebook& rules_;
    const Terms& terms_;
    bool sale_is_shut_ = false;      // in the session that is traded
    std::vector<std::int32_t> open_; // stocks with an open target, ascending
    std::vector<double> target_;     // by stock
    std::vector<double> asked_; // by stock: what its open target wanted when it first could trade, 0 not yet
    std::vector<std::int16_t> refused_; // by stock: the last reason that was told, -1 none
    std::vector<double> paid_;          // by kind of fee, of one order
};

} // namespace yanbao::backtest
