#pragma once
// Cash and shares, and all that moves them but orders.

#include "yanbao/backtest/inputs.hpp"
#include "yanbao/backtest/outcome.hpp"

#include <vector>

namespace yanbao::backtest {

/// Flows of one session, in the currency of the account.
struct Flows {
    double bought = 0.0, sold = 0.0, dividends = 0.0, interest = 0.0, settled = 0.0;
};

class Account {
  public:
    Account(const Market& market, const Terms& terms);

    double cash() const noexcept { return cash_; }
    double shares(std::int32_t stock) const noexcept { return shares_[index(stock)]; }
    double mark(std::int32_t stock) const noexcept { return mark_[index(stock)]; }
    /// Stocks that are held, ascending.
    const std::vector<std::int32_t>& held() const noexcept { return held_; }
    const Flows& flows() const noexcept { return flows_; }

    /// Money as the account writes it.
    double money(double amount) const noexcept;
    /// Rates at the open and at the close of a session.
    double rate_open(std::int32_t session, std::int32_t stock) const noexcept;
    double rate_close(std::int32_t session, std::int32_t stock) const noexcept;

    /// Before the open: interest, what splits and dividends make of the shares, and what has long had no row.
    void open(std::int32_t session, std::size_t first_action, std::size_t last_action, Refusals& refusals);
    /// What is held at prices known at the open: `prices` of the session where they are there, else the last mark.
    double equity_at_open(std::int32_t session, std::span<const double> prices) const;
    /// A fill of `shares` (less than 0: sold) for an amount and fees in the currency of the account.
    void fill(std::int32_t session, std::int32_t stock, double shares, double amount, double fees);
    /// After the close: marks, and the session's row of the outcome.
    void close(std::int32_t session, Outcome& outcome);

  private:
    static std::size_t index(std::int32_t stock) noexcept { return static_cast<std::size_t>(stock); }
    void act(std::int32_t session, std::int32_t stock, double split, double dividend);
    void earn(std::int32_t session);
    void settle(std::int32_t session, Refusals& refusals);
    void list_held();
    double& earned(double& flow, double amount);

    const Market& market_;
    const Terms& terms_;
    double cash_;
    double shorted_ = 0.0; // value of what is sold short, at the last close
    std::vector<double> shares_, mark_;
    std::vector<std::int32_t> last_row_, held_;
    std::vector<bool> is_listed_; // in held_
    Flows flows_;
};

} // namespace yanbao::backtest
