#pragma once
// Which period each cell asks for.

#include "yanbao/panel/histories.hpp"

namespace yanbao::panel {

/// Consecutive sessions of a ticker that ask for one period.
struct Run {
    std::int32_t period, from, to;
};

class Asked {
  public:
    /// A period a cell, or a period a session for all tickers; one below 1 asks for nothing.  Throws ShapeMismatch.
    Asked(std::span<const std::int32_t> wanted, Grid grid);

    /// Sorted by period, then by session.  Holds until the next call.
    std::span<const Run> of(std::int32_t ticker);

  private:
    std::span<const std::int32_t> wanted_;
    Grid grid_;
    bool by_session_;
    std::vector<Run> runs_, spare_;
};

/// Calls `work(events, runs)` for each period that has both; each sorted by period.
template<class Work>
void each_period(std::span<const Event> events, std::span<const Run> runs, Work work) {
    const auto cut = [](auto& all, std::int32_t period) {
        std::size_t n = 0;
        while (n < all.size() && all[n].period == period) ++n;
        const auto head = all.first(n);
        all = all.subspan(n);
        return head;
    };
    while (!events.empty() && !runs.empty()) {
        const std::int32_t period = events.front().period;
        while (!runs.empty() && runs.front().period < period) runs = runs.subspan(1);
        const auto history = cut(events, period);
        const auto of_period = cut(runs, period);
        if (!of_period.empty()) work(history, of_period);
    }
}

} // namespace yanbao::panel
