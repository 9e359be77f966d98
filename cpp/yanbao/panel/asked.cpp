#include "yanbao/panel/asked.hpp"

#include "yanbao/panel/radix.hpp"

namespace yanbao::panel {

Asked::Asked(std::span<const std::int32_t> wanted, Grid grid)
    : wanted_(wanted), grid_(grid),
      by_session_(grid.tickers != 1 && wanted.size() == static_cast<std::size_t>(grid.sessions)) {
    if (!by_session_) require_size("wanted", grid.cells(), wanted.size());
}

std::span<const Run> Asked::of(std::int32_t ticker) {
    if (by_session_ && ticker > 0) return runs_; // those of the first ticker hold for all
    runs_.clear();
    for (std::int32_t session = 0; session < grid_.sessions; ++session) {
        const std::int32_t period =
            wanted_[by_session_ ? static_cast<std::size_t>(session) : grid_.cell(session, ticker)];
        if (period <= 0) continue;
        if (!runs_.empty() && runs_.back().period == period && runs_.back().to == session - 1)
            runs_.back().to = session;
        else
            runs_.push_back({period, session, session});
    }
    radix_sort(std::span(runs_), spare_, [](const Run& r) -> std::uint64_t { return ordered(r.period); });
    return runs_;
}

} // namespace yanbao::panel
