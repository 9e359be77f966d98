#include "yanbao/panel/opinions.hpp"

#include "yanbao/panel/by_ticker.hpp"
#include "yanbao/panel/radix.hpp"
#include "yanbao/panel/spells.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::panel {

namespace {

struct Opinion {
    std::int32_t session, last, broker, row;
};

/// Calls `found(ticker, opinion, from, to)` by ticker, broker and time.
template<class Found>
void each_newest(const Opinions& opinions, Grid grid, Found found) {
    const ByTicker<Opinion> by_ticker(
        opinions.ticker, grid,
        [&](std::size_t i) { return opinions.session[i] < grid.sessions && opinions.last[i] >= 0; },
        [&](std::size_t i) {
            return Opinion{opinions.session[i], opinions.last[i], opinions.broker[i],
                           static_cast<std::int32_t>(i)};
        });
    std::vector<Opinion> spare;
    Spells<Opinion> spells;
    for (std::int32_t t = 0; t < grid.tickers; ++t) {
        const std::span<Opinion> rows = by_ticker.of(t);
        radix_sort(rows, spare, [](const Opinion& o) -> std::uint64_t { return ordered(o.session); });
        radix_sort(rows, spare, [](const Opinion& o) -> std::uint64_t { return ordered(o.broker); });
        for (std::size_t i = 0, end = 0; i < rows.size(); i = end) {
            while (end < rows.size() && rows[end].broker == rows[i].broker) ++end;
            spells.of(rows.subspan(i, end - i), 0, grid.sessions,
                      [&](const Opinion& o, std::int32_t from, std::int32_t to) { found(t, o, from, to); });
        }
    }
}

/// A broker's row begins or ends to be his newest.
struct OpinionTurn {
    std::int32_t session, broker, row;
    bool begins;
};

/// The stretches of one ticker.
class Stretches {
  public:
    Stretches(std::span<const std::span<const double>> values, std::int32_t sessions, OpinionStretches& out)
        : values_(values), sessions_(sessions), out_(out) {}

    void add(const Opinion& o, std::int32_t from, std::int32_t to) {
        turns_.push_back({from, o.broker, o.row, true});
        if (to + 1 < sessions_) turns_.push_back({to + 1, o.broker, o.row, false});
    }

    void finish(std::int32_t ticker) {
        // of one session a broker's old row ends before his new one begins, as they were added
        radix_sort(std::span(turns_), spare_,
                   [](const OpinionTurn& t) -> std::uint64_t { return ordered(t.session); });
        live_.clear();
        for (std::size_t i = 0; i < turns_.size();) {
            const std::int32_t from = turns_[i].session;
            for (; i < turns_.size() && turns_[i].session == from; ++i) turn(turns_[i]);
            if (!live_.empty()) put(ticker, from, i < turns_.size() ? turns_[i].session - 1 : sessions_ - 1);
        }
        turns_.clear();
    }

  private:
    void turn(const OpinionTurn& t) {
        const auto at =
            std::lower_bound(live_.begin(), live_.end(), t.broker,
                             [](const OpinionTurn& l, std::int32_t broker) { return l.broker < broker; });
        if (t.begins)
            live_.insert(at, t);
        else
            live_.erase(at);
    }

    void put(std::int32_t ticker, std::int32_t from, std::int32_t to) {
        out_.ticker.push_back(ticker);
        out_.from.push_back(from);
        out_.to.push_back(to);
        for (std::size_t v = 0; v < values_.size(); ++v) {
            std::int32_t count = 0;
            double sum = 0.0;
            for (const OpinionTurn& l : live_) {
                const double x = values_[v][static_cast<std::size_t>(l.row)];
                if (std::isnan(x)) continue;
                ++count;
                sum += x;
            }
            out_.count[v].push_back(count);
            out_.mean[v].push_back(count == 0 ? missing : sum / count);
        }
    }

    std::span<const std::span<const double>> values_;
    std::int32_t sessions_;
    OpinionStretches& out_;
    std::vector<OpinionTurn> turns_, spare_, live_;
};

} // namespace

void Opinions::check(Grid grid) const {
    grid.check();
    for (const auto& [what, size] : {std::pair{"broker", broker.size()}, std::pair{"session", session.size()},
                                     std::pair{"last", last.size()}})
        require_size(what, ticker.size(), size);
    require_tickers(ticker, grid);
    for (const std::int32_t b : broker)
        if (b < 0) throw InvalidValue("broker", std::to_string(b));
}

OpinionSpells newest_opinions(const Opinions& opinions, Grid grid) {
    opinions.check(grid);
    OpinionSpells out;
    each_newest(opinions, grid, [&](std::int32_t, const Opinion& o, std::int32_t from, std::int32_t to) {
        out.row.push_back(o.row);
        out.from.push_back(from);
        out.to.push_back(to);
    });
    return out;
}

OpinionStretches mean_opinions(const Opinions& opinions, std::span<const std::span<const double>> values,
                               Grid grid) {
    opinions.check(grid);
    for (const auto& each : values) require_size("value", opinions.ticker.size(), each.size());
    OpinionStretches out;
    out.count.resize(values.size());
    out.mean.resize(values.size());
    Stretches stretches(values, grid.sessions, out);
    std::int32_t of = -1;
    each_newest(opinions, grid, [&](std::int32_t t, const Opinion& o, std::int32_t from, std::int32_t to) {
        if (of >= 0 && of != t) stretches.finish(of);
        of = t;
        stretches.add(o, from, to);
    });
    if (of >= 0) stretches.finish(of);
    return out;
}

} // namespace yanbao::panel
