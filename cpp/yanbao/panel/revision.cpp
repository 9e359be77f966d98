#include "yanbao/panel/revision.hpp"

#include "yanbao/panel/asked.hpp"
#include "yanbao/panel/live_values.hpp"
#include "yanbao/panel/tile.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::panel {

namespace {

struct Move {
    double change = missing, breadth = missing;
};

/// What each broker expects of a period as time passes; NaN for one who has no live estimate.
class Expected {
  public:
    void begin(std::span<const Event> history, std::size_t brokers, bool summed) {
        history_ = history;
        next_ = 0;
        summed_ = summed;
        of_.assign(brokers, missing);
        all_.clear();
    }
    /// Whether anything changed by then.
    bool advance(std::int32_t session) {
        const std::size_t before = next_;
        for (; next_ < history_.size() && history_[next_].session <= session; ++next_) {
            const Event& event = history_[next_];
            of_[static_cast<std::size_t>(event.broker)] = event.begins ? event.value : missing;
            if (!summed_) continue;
            if (event.begins)
                all_.add(event.value);
            else
                all_.remove(event.value);
        }
        return next_ != before;
    }
    const std::vector<double>& of() const { return of_; }
    LiveValues& all() { return all_; }

  private:
    std::span<const Event> history_;
    std::size_t next_ = 0;
    bool summed_ = false;
    std::vector<double> of_;
    LiveValues all_;
};

/// `blur` is how far the old mean may be off: one that may be 0 is nothing to divide by.
double relative(double now, double old, double blur) {
    return std::abs(old) > blur ? (now - old) / std::abs(old) : missing;
}

Move move_between(Expected& now, Expected& old, Compare how, std::int32_t min_brokers) {
    Move out;
    std::int32_t live = 0, both = 0, up = 0, down = 0;
    double sum_now = 0, sum_old = 0, largest = 0;
    for (std::size_t b = 0; b < now.of().size(); ++b) {
        const double x = now.of()[b], y = old.of()[b];
        if (std::isnan(x)) continue;
        ++live;
        if (std::isnan(y)) continue;
        ++both;
        up += x > y ? 1 : 0;
        down += x < y ? 1 : 0;
        sum_now += x;
        sum_old += y;
        largest = std::max(largest, std::abs(y));
    }
    if (both > 0) out.breadth = static_cast<double>(up - down) / static_cast<double>(live);
    if (how == Compare::matched) {
        const double n = both;
        if (both >= min_brokers)
            out.change =
                relative(sum_now / n, sum_old / n, blur_of_mean(static_cast<std::size_t>(both), largest));
    } else if (now.all().count() >= min_brokers && old.all().count() >= min_brokers) {
        out.change = relative(now.all().mean(), old.all().mean(), old.all().blur());
    }
    return out;
}

std::size_t brokers_of(std::span<const Event> history) {
    std::size_t count = 0;
    for (const Event& event : history) count = std::max(count, static_cast<std::size_t>(event.broker) + 1);
    return count;
}

void require_earlier(std::span<const std::int32_t> then, Grid grid) {
    require_size("then", static_cast<std::size_t>(grid.sessions), then.size());
    for (std::int32_t session = 0; session < grid.sessions; ++session) {
        const auto s = static_cast<std::size_t>(session);
        if (then[s] > session) throw InvalidValue("session to compare with", "a later one");
        if (s > 0 && then[s] < then[s - 1]) throw InvalidValue("sessions to compare with", "falling");
    }
}

} // namespace

Revision revision(const Estimates& estimates, Grid grid, std::span<const std::int32_t> wanted,
                  std::span<const std::int32_t> then, Compare how, std::int32_t min_brokers) {
    estimates.check(grid);
    if (min_brokers < 1) throw InvalidValue("min_brokers", std::to_string(min_brokers));
    require_earlier(then, grid);
    Asked asked(wanted, grid);
    Revision out;
    out.change.resize(grid.cells());
    out.breadth.resize(grid.cells());
    if (grid.cells() == 0) return out;

    Histories histories(estimates, grid, std::min(then.front(), 0));
    Expected now, old;
    Tile<Move> tile(grid);
    for (std::int32_t first = 0; first < grid.tickers; first = tile.end()) {
        tile.begin(first, Move{});
        for (std::int32_t t = first; t < tile.end(); ++t) {
            const std::span<std::int32_t> cells = tile.cells_of(t);
            each_period(histories.of(t), asked.of(t), [&](auto history, auto runs) {
                const std::size_t brokers = brokers_of(history);
                now.begin(history, brokers, how == Compare::level);
                old.begin(history, brokers, how == Compare::level);
                std::int32_t state = 0;
                for (const Run& run : runs) {
                    for (std::int32_t session = run.from; session <= run.to; ++session) {
                        const auto s = static_cast<std::size_t>(session);
                        const bool moved = now.advance(session), moved_then = old.advance(then[s]);
                        if (moved || moved_then)
                            state = tile.number(move_between(now, old, how, min_brokers));
                        cells[s] = state;
                    }
                }
            });
        }
        tile.finish([&](std::size_t cell, const Move& m) {
            out.change[cell] = m.change;
            out.breadth[cell] = m.breadth;
        });
    }
    return out;
}

} // namespace yanbao::panel
