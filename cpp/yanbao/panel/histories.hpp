#pragma once
// Estimates of many brokers, as what changes from session to session.

#include "yanbao/panel/by_ticker.hpp"
#include "yanbao/panel/spells.hpp"

namespace yanbao::panel {

/// Views of one length, in any order: what a broker expects of a ticker's fiscal year.
struct Estimates {
    std::span<const std::int32_t> ticker, broker;
    std::span<const std::int32_t> period;  ///< the fiscal year, above 0
    std::span<const std::int32_t> session; ///< on which the estimate is known first
    std::span<const std::int32_t> last;    ///< the last session on which it is live; empty where none ends
    std::span<const double> value;         ///< NaN withdraws what the broker expected before

    static constexpr double most = 1e150; ///< of a value's size: its square is a number too

    /// Throws ShapeMismatch, LimitExceeded, or InvalidValue for a ticker that the grid has not, a negative broker, a
    /// period that is none and a value beyond `most`.
    void check(Grid grid) const;
};

/// A broker's estimate of a period begins or ends to be his newest live one.
struct Event {
    std::int32_t period, session;
    std::int32_t broker; ///< his place among those that ever had an estimate of it, by number
    bool begins;
    double value;
};

/// The events of a ticker at a time, so that what is worked on stays small.
class Histories {
  public:
    /// `first` is the first session that is asked for; events before it are told as happening on it.
    Histories(const Estimates& estimates, Grid grid, std::int32_t first);

    /// Sorted by period and session; of one session a broker's old estimate ends before his new one begins.  Holds until
    /// the next call.
    std::span<const Event> of(std::int32_t ticker);

  private:
    struct Row {
        std::int32_t session, last, period, broker;
        double value;
    };

    std::int32_t first_, sessions_;
    ByTicker<Row> rows_;
    std::vector<Event> events_, spare_events_;
    std::vector<Row> spare_rows_;
    Spells<Row> spells_;
};

} // namespace yanbao::panel
