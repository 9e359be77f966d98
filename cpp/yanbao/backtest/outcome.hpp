#pragma once
// What a simulation tells.  In every session cash is that of the one before + sold - bought - fees + dividends + interest
// + settled, to the cent where money is exact.

#include <cstdint>
#include <vector>

namespace yanbao::backtest {

/// Why an order was not filled, or not whole.
enum class Refusal : std::uint8_t {
    no_price, // no row, or none of the price that is asked
    suspended,
    limit_up,   // nobody sells
    limit_down, // nobody buys
    volume,     // above the part of the volume that is allowed
    cash,
    below_lot,
    no_rate, // no rate of exchange
    gone,    // settled, since no row has come for long
};

struct Trades {
    std::vector<std::int32_t> session, stock;
    std::vector<double> shares; // less than 0: sold
    std::vector<double> price;  // in the currency of the exchange, and what it takes and costs in that
    std::vector<double> amount, cost, rate;
    std::vector<double> fees; // trades x kinds
};

struct Refusals {
    std::vector<std::int32_t> session, stock;
    std::vector<double> wanted, filled; // shares, less than 0: to sell
    std::vector<std::uint8_t> reason;
};

struct Outcome {
    // by session, in the currency of the account
    std::vector<double> equity, cash, bought, sold, long_value, short_value, dividends, interest, settled;
    std::vector<double> unsized; // by session: money that lots kept out of purchases, less that of sales
    std::vector<double> fees;    // sessions x kinds
    std::vector<double> held;    // by stock: shares after the last session
    Trades trades;
    Refusals refusals;
    std::vector<double> shares, value; // sessions x stocks, where they are kept
};

} // namespace yanbao::backtest
