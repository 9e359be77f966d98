#include "yanbao/panel/consensus.hpp"

#include "yanbao/panel/asked.hpp"
#include "yanbao/panel/live_values.hpp"
#include "yanbao/panel/tile.hpp"

#include <string>

namespace yanbao::panel {

namespace {

/// Writes for each session of `runs` the number of the state that `history` has brought about by then.
void follow(std::span<const Event> history, std::span<const Run> runs, std::int32_t min_brokers,
            LiveValues& live, Tile<Summary>& tile, std::span<std::int32_t> cells) {
    live.clear();
    std::size_t next = 0;
    std::int32_t state = 0;
    for (const Run& run : runs) {
        for (std::int32_t session = run.from; session <= run.to; ++session) {
            const std::size_t before = next;
            for (; next < history.size() && history[next].session <= session; ++next)
                if (const Event& event = history[next]; event.begins)
                    live.add(event.value);
                else
                    live.remove(event.value);
            if (next != before) {
                Summary summary = live.summary();
                if (summary.count < min_brokers) summary = {.count = summary.count};
                state = tile.number(summary);
            }
            cells[static_cast<std::size_t>(session)] = state;
        }
    }
}

} // namespace

Consensus consensus(const Estimates& estimates, Grid grid, std::span<const std::int32_t> wanted,
                    std::int32_t min_brokers) {
    estimates.check(grid);
    if (min_brokers < 1) throw InvalidValue("min_brokers", std::to_string(min_brokers));
    Asked asked(wanted, grid);
    Consensus out;
    out.count.resize(grid.cells());
    for (auto* values : {&out.mean, &out.median, &out.deviation, &out.high, &out.low})
        values->resize(grid.cells());
    if (grid.cells() == 0) return out;

    Histories histories(estimates, grid, 0);
    LiveValues live;
    Tile<Summary> tile(grid);
    for (std::int32_t first = 0; first < grid.tickers; first = tile.end()) {
        tile.begin(first, Summary{});
        for (std::int32_t t = first; t < tile.end(); ++t)
            each_period(histories.of(t), asked.of(t), [&](auto history, auto runs) {
                follow(history, runs, min_brokers, live, tile, tile.cells_of(t));
            });
        tile.finish([&](std::size_t cell, const Summary& s) {
            out.count[cell] = s.count;
            out.mean[cell] = s.mean;
            out.median[cell] = s.median;
            out.deviation[cell] = s.deviation;
            out.high[cell] = s.high;
            out.low[cell] = s.low;
        });
    }
    return out;
}

} // namespace yanbao::panel
