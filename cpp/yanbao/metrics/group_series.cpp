#include "yanbao/metrics/group_series.hpp"

#include "yanbao/metrics/pe_tally.hpp"

#include <algorithm>

namespace yanbao::metrics {

void GroupCells::check() const {
    const std::size_t cells = dates * securities;
    if (strength.size() != cells) throw ShapeMismatch("strength", cells, strength.size());
    for (const auto& [what, view] : {std::pair{"market_cap", market_cap}, std::pair{"earnings", earnings},
                                     std::pair{"earnings_yield", earnings_yield}})
        if (!view.empty() && view.size() != cells) throw ShapeMismatch(what, cells, view.size());
}

std::vector<GroupPe> group_pe_series(const GroupCells& cells, Strength least) {
    cells.check();
    const Strength from = std::max<Strength>(least, 1);
    const auto at = [](std::span<const double> view, std::size_t i) {
        return view.empty() ? missing : view[i];
    };
    std::vector<GroupPe> out;
    out.reserve(cells.dates);
    PeTally tally;
    for (std::size_t date = 0; date < cells.dates; ++date) {
        const std::size_t first = date * cells.securities;
        for (std::size_t i = first; i < first + cells.securities; ++i) {
            if (cells.strength[i] < from) continue;
            const double cap = at(cells.market_cap, i), earnings = at(cells.earnings, i);
            if (cells.earnings_yield.empty())
                tally.add(cap, earnings);
            else
                tally.add(cap, earnings, cells.earnings_yield[i]);
        }
        out.push_back(tally.finish());
    }
    return out;
}

} // namespace yanbao::metrics
