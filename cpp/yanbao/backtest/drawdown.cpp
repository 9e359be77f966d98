#include "yanbao/backtest/drawdown.hpp"

#include "yanbao/backtest/returns.hpp"
#include "yanbao/backtest/sample.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::backtest {

std::vector<double> drawdown_series(std::span<const double> returns) {
    std::vector<double> out;
    out.reserve(returns.size());
    double growth = 1.0, high = 1.0;
    for (const double r : returns) {
        if (!std::isnan(r)) growth = finite(growth * (1.0 + r));
        high = std::max(high, growth);
        out.push_back(growth / high - 1.0);
    }
    return out;
}

std::vector<Drawdown> drawdowns(std::span<const double> returns) {
    constexpr double reached = 1.0 - 1e-12;
    std::vector<Drawdown> out;
    double growth = 1.0, high = 1.0;
    std::ptrdiff_t peak = before_first;
    bool below = false;
    for (std::size_t i = 0; i < returns.size(); ++i) {
        if (!std::isnan(returns[i])) growth = finite(growth * (1.0 + returns[i]));
        if (std::isnan(growth)) break;
        const auto here = static_cast<std::ptrdiff_t>(i);
        if (growth >= high * reached) {
            if (below) out.back().recovery = here;
            below = false;
            high = std::max(high, growth);
            peak = here;
            continue;
        }
        const double depth = growth / high - 1.0;
        if (!below) out.push_back({0.0, peak, nowhere, nowhere});
        below = true;
        if (depth < out.back().depth) {
            out.back().depth = depth;
            out.back().trough = here;
        }
    }
    return out;
}

Drawdown max_drawdown(std::span<const double> returns) {
    if (std::isnan(total_return(returns))) return {none, nowhere, nowhere, nowhere};
    Drawdown deepest;
    for (const Drawdown& each : drawdowns(returns))
        if (each.depth < deepest.depth) deepest = each;
    return deepest;
}

} // namespace yanbao::backtest
