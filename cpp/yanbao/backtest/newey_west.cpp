#include "yanbao/backtest/newey_west.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace yanbao::backtest {

MeanError newey_west(std::span<const double> values, std::size_t lag) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN(), rounding = 1e-12;
    std::vector<double> seen;
    for (const double v : values) {
        if (!std::isnan(v)) seen.push_back(v);
    }
    if (seen.empty()) return {nothing, nothing};
    const double n = static_cast<double>(seen.size()), first = seen.front();
    double sum = 0.0;
    for (const double v : seen) sum += v;
    const double mean = sum / n;
    if (std::all_of(seen.begin(), seen.end(), [&](double v) { return v == first; })) return {first, nothing};
    for (double& v : seen) v -= mean;
    lag = std::min(lag, seen.size() - 1);
    double variance = 0.0, least = 0.0;
    for (std::size_t k = 0; k <= lag; ++k) {
        double covariance = 0.0;
        for (std::size_t i = k; i < seen.size(); ++i) covariance += seen[i] * seen[i - k];
        const double weight = 1.0 - static_cast<double>(k) / (static_cast<double>(lag) + 1.0);
        variance += (k == 0 ? 1.0 : 2.0 * weight) * covariance / n;
        if (k == 0) least = rounding * variance;
    }
    // Bartlett's weights leave no variance below 0; what is next to nothing is what rounding left
    return {mean, variance > least ? std::sqrt(variance / (n - 1.0)) : nothing};
}

} // namespace yanbao::backtest
