#pragma once
// What an exchange lets through: bands of prices and sizes of orders, each dated and by board.

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace yanbao::backtest {

struct LimitLine {
    std::int32_t board;
    std::int32_t st;               // 1 under special treatment, 0 not, -1 either
    std::int32_t age_from, age_to; // sessions since the listing, both included
    double up, down;               // parts of the reference price; NaN: no limit
    bool inward;                   // rounded towards the reference price, not half up
    std::int32_t first, last;      // sessions, half open
};

struct LotLine {
    std::int32_t board;
    double least, step; // of an order
    std::int32_t first, last;
};

struct CapLine {
    std::int32_t board;
    double part; // of a session's volume
    std::int32_t first, last;
};

/// Lowest and highest price of a session; NaN where there is none.
struct Band {
    double low = std::numeric_limits<double>::quiet_NaN(), high = std::numeric_limits<double>::quiet_NaN();
};

/// Sizes of orders: `least`, and more by steps of `step`.
struct Lot {
    double least = 0.0, step = 0.0; // 0: any part of a share

    /// The largest order of at most `wanted` shares; 0 where that is none.
    double buy(double wanted) const noexcept;
    /// The same of a part of a holding: what it has beyond whole steps is sold in one order.
    double sell(double wanted, double held) const noexcept;
};

class Rulebook {
  public:
    Rulebook() = default;
    /// Throws InvalidValue for a lot that is negative.
    Rulebook(std::vector<LimitLine> limits, std::vector<LotLine> lots, std::vector<CapLine> caps);

    /// The line that comes first counts; without one there is no limit.  The reference is rounded to the tick, and the
    /// band lies at least one tick to either side of it and above nothing.
    Band band(std::int32_t board, bool st, std::int64_t age, std::int32_t session, double reference,
              double tick) const;
    Lot lot(std::int32_t board, std::int32_t session) const;

    /// Part of a session's volume that an order may take; all of it without a line.
    double cap(std::int32_t board, std::int32_t session) const;

    bool has_limits() const noexcept { return !limits_.empty(); }

  private:
    std::vector<LimitLine> limits_;
    std::vector<LotLine> lots_;
    std::vector<CapLine> caps_;
};

} // namespace yanbao::backtest
