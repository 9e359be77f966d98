#pragma once

#include "yanbao/panel/grid.hpp"

#include <memory>
#include <vector>

namespace yanbao::panel {

/// Rows of each ticker side by side, in the order of the input: one count and one move of each row.
template<class Row>
class ByTicker {
  public:
    /// `ticker` are numbers that the grid has; row i is left out unless `keep(i)`, and becomes `make(i)`.
    template<class Keep, class Make>
    ByTicker(std::span<const std::int32_t> ticker, Grid grid, Keep keep, Make make)
        : end_(static_cast<std::size_t>(grid.tickers) + 1) {
        for (std::size_t i = 0; i < ticker.size(); ++i)
            if (keep(i)) ++end_[static_cast<std::size_t>(ticker[i]) + 1];
        for (std::size_t t = 1; t < end_.size(); ++t) end_[t] += end_[t - 1];
        rows_ = std::make_unique_for_overwrite<Row[]>(end_.back());
        // end_[t] is where the next row of ticker t goes, and when all are there, where its rows end
        for (std::size_t i = 0; i < ticker.size(); ++i)
            if (keep(i)) rows_[end_[static_cast<std::size_t>(ticker[i])]++] = make(i);
    }

    std::span<Row> of(std::int32_t ticker) const {
        const auto t = static_cast<std::size_t>(ticker);
        const std::size_t first = t == 0 ? 0 : end_[t - 1];
        return {rows_.get() + first, end_[t] - first};
    }

  private:
    std::vector<std::size_t> end_;
    std::unique_ptr<Row[]> rows_;
};

} // namespace yanbao::panel
