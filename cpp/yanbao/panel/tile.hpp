#pragma once

#include "yanbao/panel/grid.hpp"

#include <algorithm>
#include <vector>

namespace yanbao::panel {

/// The cells of some neighbouring tickers.  Work goes ticker by ticker, results lie session by session: a tile turns
/// the one into the other while both are in the cache.  Cells that share a state keep its number.
template<class State>
class Tile {
  public:
    static constexpr std::int32_t width = 16;

    explicit Tile(Grid grid)
        : grid_(grid), numbers_(static_cast<std::size_t>(grid.sessions) *
                                static_cast<std::size_t>(std::min(grid.tickers, width))) {}

    /// All cells from ticker `first` on are in the state `nothing`, number 0.
    void begin(std::int32_t first, const State& nothing) {
        first_ = first;
        std::fill(numbers_.begin(), numbers_.end(), 0);
        states_.assign(1, nothing);
    }
    std::int32_t end() const noexcept { return first_ + std::min(grid_.tickers - first_, width); }

    std::int32_t number(const State& state) {
        states_.push_back(state);
        return static_cast<std::int32_t>(states_.size() - 1);
    }
    /// The numbers of a ticker's cells, one a session.
    std::span<std::int32_t> cells_of(std::int32_t ticker) {
        const auto sessions = static_cast<std::size_t>(grid_.sessions);
        return std::span(numbers_).subspan(static_cast<std::size_t>(ticker - first_) * sessions, sessions);
    }
    /// Calls `put(cell, state)` for each cell.
    template<class Put>
    void finish(Put put) {
        for (std::int32_t session = 0; session < grid_.sessions; ++session)
            for (std::int32_t t = first_; t < end(); ++t)
                put(grid_.cell(session, t),
                    states_[static_cast<std::size_t>(cells_of(t)[static_cast<std::size_t>(session)])]);
    }

  private:
    Grid grid_;
    std::int32_t first_ = 0;
    std::vector<std::int32_t> numbers_;
    std::vector<State> states_;
};

} // namespace yanbao::panel
