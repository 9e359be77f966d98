#include "yanbao/panel/grid.hpp"

#include <string>

namespace yanbao::panel {

void Grid::check() const {
    if (sessions < 0) throw InvalidValue("number of sessions", std::to_string(sessions));
    if (tickers < 0) throw InvalidValue("number of tickers", std::to_string(tickers));
    if (cells() > most_cells) throw LimitExceeded("cells of a panel", most_cells, cells());
}

void require_size(std::string_view what, std::size_t expected, std::size_t found) {
    if (expected != found) throw ShapeMismatch(what, expected, found);
}

void require_tickers(std::span<const std::int32_t> ticker, Grid grid) {
    if (ticker.size() > most_rows) throw LimitExceeded("rows of a panel", most_rows, ticker.size());
    for (const std::int32_t t : ticker)
        if (t < 0 || t >= grid.tickers) throw InvalidValue("ticker", std::to_string(t));
}

} // namespace yanbao::panel
