#pragma once
// What a simulation is given.  Arrays are sessions x stocks, row by row, unless they say otherwise; nothing is owned.

#include "yanbao/backtest/fees.hpp"
#include "yanbao/backtest/rulebook.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace yanbao::backtest {

/// A cell of `Market::state`.
inline constexpr std::uint8_t has_row = 1, is_suspended = 2, special_treatment = 4;

/// What an old share becomes before a session opens: `split` new ones and `dividend` in cash.  Sorted by session.
struct Actions {
    std::span<const std::int32_t> session, stock;
    std::span<const double> split, dividend;
};

struct Market {
    std::int32_t sessions = 0, stocks = 0, currencies = 1, calendars = 1;
    /// Price of a fill, NaN where there is none; lowest and highest price around it, which a limit must not shut in.
    std::span<const double> fill, lowest, highest;
    /// Close; the exchange's reference price before the open, on the shares of the session, carried where nothing trades.
    std::span<const double> close, reference;
    std::span<const double> volume; // shares; empty where it is not known
    std::span<const std::uint8_t> state;
    // by stock; `listed` is the number of its first session in its calendar; `own_lot` 0: as its board
    std::span<const std::int32_t> exchange, board, listed, currency, calendar;
    std::span<const std::int32_t>
        number; // sessions x calendars: of the session, in the count of each calendar
    std::span<const double> own_lot, tick;
    // sessions x currencies: money of the account for one of theirs, known at the open and at the close
    std::span<const double> rate_open, rate_close;
    std::span<const double> days; // by session: calendar days since the one before
    Actions actions;

    std::size_t cell(std::int32_t session, std::int32_t stock) const noexcept {
        return static_cast<std::size_t>(session) * static_cast<std::size_t>(stocks) +
               static_cast<std::size_t>(stock);
    }
    /// Sessions since the listing of a stock, by its own calendar: those of other exchanges do not make it older.
    std::int64_t age(std::int32_t session, std::int32_t stock) const noexcept {
        const auto at = static_cast<std::size_t>(stock);
        const std::size_t row = static_cast<std::size_t>(session) * static_cast<std::size_t>(calendars);
        return static_cast<std::int64_t>(number[row + static_cast<std::size_t>(calendar[at])]) - listed[at];
    }
    /// Throws ShapeMismatch, or InvalidValue for what can be no market.
    void check() const;
};

/// Sessions that rebalance, ascending, and the weights that each wants: a row each, a column a stock.
struct Plan {
    std::span<const std::int32_t> session;
    std::span<const double> weight;

    void check(const Market& market) const;
};

struct Terms {
    double cash = 0.0;
    bool exact = true;         // whole shares, money in cents
    bool size_at_fill = false; // orders are sized by the price that they are filled at, not by the reference
    bool carry = true;         // what an exchange did not let through is tried again
    bool margin = false;       // cash may be less than nothing
    bool fractions = false;    // what a split leaves of a share is kept, and not paid out
    double volume_cap =
        0.0; // part of a session's volume that an order may take; 0: all, below 0: by the rules
    double cash_rate = 0.0, borrow_rate = 0.0; // a year of 365 days
    std::int32_t gone_after = 60;              // sessions without a row after which a holding is settled
    double recovery = 1.0;                     // part of the last price that is paid then
    bool keep = true;                          // shares and values of every cell

    void check() const;
};

} // namespace yanbao::backtest
