#include "yanbao/panel/histories.hpp"

#include "yanbao/panel/radix.hpp"

#include <cmath>
#include <string>

namespace yanbao::panel {

void Estimates::check(Grid grid) const {
    grid.check();
    for (const auto& [what, size] : {std::pair{"broker", broker.size()}, std::pair{"period", period.size()},
                                     std::pair{"session", session.size()}, std::pair{"value", value.size()}})
        require_size(what, ticker.size(), size);
    if (!last.empty()) require_size("last", ticker.size(), last.size());
    require_tickers(ticker, grid);
    for (const std::int32_t b : broker)
        if (b < 0) throw InvalidValue("broker", std::to_string(b));
    for (const std::int32_t p : period)
        if (p <= 0) throw InvalidValue("period", std::to_string(p));
    for (const double v : value)
        if (std::abs(v) > most) throw InvalidValue("estimate", std::to_string(v));
}

Histories::Histories(const Estimates& estimates, Grid grid, std::int32_t first)
    : first_(first), sessions_(grid.sessions),
      rows_(
          estimates.ticker, grid,
          [&](std::size_t i) {
              return estimates.session[i] < grid.sessions &&
                     (estimates.last.empty() || estimates.last[i] >= first);
          },
          [&](std::size_t i) {
              return Row{estimates.session[i],
                         estimates.last.empty() ? std::numeric_limits<std::int32_t>::max()
                                                : estimates.last[i],
                         estimates.period[i], estimates.broker[i],
                         estimates.value[i] + 0.0}; // one zero only: -0 + 0 is 0
          }) {}

std::span<const Event> Histories::of(std::int32_t ticker) {
    const std::span<Row> rows = rows_.of(ticker);
    radix_sort(rows, spare_rows_, [](const Row& r) -> std::uint64_t { return ordered(r.session); });
    radix_sort(rows, spare_rows_, [](const Row& r) { return ordered(r.period, r.broker); });

    events_.clear();
    std::int32_t place = 0; // of the broker among those of the period
    for (std::size_t i = 0, end = 0; i < rows.size(); i = end) {
        if (i > 0) place = rows[i - 1].period == rows[i].period ? place + 1 : 0;
        while (end < rows.size() && rows[end].period == rows[i].period && rows[end].broker == rows[i].broker)
            ++end;
        spells_.of(rows.subspan(i, end - i), first_, sessions_,
                   [&](const Row& r, std::int32_t from, std::int32_t to) {
                       if (std::isnan(r.value)) return;
                       events_.push_back({r.period, from, place, true, r.value});
                       if (to + 1 < sessions_) events_.push_back({r.period, to + 1, place, false, r.value});
                   });
    }
    radix_sort(std::span(events_), spare_events_,
               [](const Event& e) { return ordered(e.period, e.session); });
    return events_;
}

} // namespace yanbao::panel
