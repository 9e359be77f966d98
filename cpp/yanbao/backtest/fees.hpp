#pragma once
// What a fill costs: dated lines, one a fee, market and span of sessions.

#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::backtest {

enum class Side : std::int32_t { buy = 1, sell = 2, both = 3 };
enum class Rounding : std::int32_t { cent = 0, unit_up = 1 };

struct FeeLine {
    std::int32_t kind, market;
    Side side;
    double rate, per_share; // of the amount, and for each share
    double least, most;     // NaN: no bound
    Rounding rounding;
    std::int32_t first, last; // sessions, half open
};

class FeeTable {
  public:
    /// `exact` rounds each fee as its line says.  Throws InvalidValue for a kind or market below 0, a kind that is not
    /// below `kinds`, or a rate that is no number.
    FeeTable(std::span<const FeeLine> lines, std::int32_t kinds, bool exact);

    std::int32_t kinds() const noexcept { return kinds_; }

    /// The fees of one order, their sum; each is added to its place in `paid`, which has one for each kind.
    double charge(std::int32_t market, Side side, std::int32_t session, double shares, double amount,
                  std::span<double> paid) const;

  private:
    std::vector<std::vector<FeeLine>> by_market_;
    std::int32_t kinds_;
    bool exact_;
};

} // namespace yanbao::backtest
