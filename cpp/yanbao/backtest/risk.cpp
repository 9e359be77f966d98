#include "yanbao/backtest/risk.hpp"

#include "yanbao/backtest/drawdown.hpp"
#include "yanbao/backtest/returns.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace yanbao::backtest {

namespace {

/// Of one session; NaN for none.
double downside_of(std::span<const double> over) {
    std::vector<double> squares;
    squares.reserve(over.size());
    for (const double x : over) squares.push_back(x < 0.0 ? x * x : 0.0);
    return finite(std::sqrt(mean(squares)));
}

} // namespace

double volatility(std::span<const double> returns, double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    return finite(deviation(present(returns)) * std::sqrt(sessions_per_year));
}

double sharpe(std::span<const double> returns, const Hurdle& hurdle, double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    const std::vector<double> over = present(returns, hurdle);
    const double spread = deviation(over);
    return spread > 0.0 ? finite(mean(over) / spread * std::sqrt(sessions_per_year)) : none;
}

double downside_risk(std::span<const double> returns, const Hurdle& hurdle, double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    return finite(downside_of(present(returns, hurdle)) * std::sqrt(sessions_per_year));
}

double sortino(std::span<const double> returns, const Hurdle& hurdle, double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    const std::vector<double> over = present(returns, hurdle);
    if (over.size() < 2) return none;
    const double downside = downside_of(over);
    if (vanishes(downside, largest(over))) return none;
    return finite(mean(over) / downside * std::sqrt(sessions_per_year));
}

double calmar(std::span<const double> returns, double sessions_per_year) {
    const double annual = annual_return(returns, sessions_per_year);
    const double depth = max_drawdown(returns).depth;
    return depth < 0.0 ? finite(annual / std::abs(depth)) : none;
}

double omega(std::span<const double> returns, const Hurdle& hurdle) {
    const std::vector<double> over = present(returns, hurdle);
    if (over.size() < 2) return none;
    std::vector<double> above, below;
    for (const double x : over) (x > 0.0 ? above : below).push_back(x);
    const double lost = -sum(below);
    return vanishes(lost, largest(over)) ? none : finite(sum(above) / lost);
}

double value_at_risk(std::span<const double> returns, double cutoff) {
    return quantile(present(returns), cutoff);
}

double expected_shortfall(std::span<const double> returns, double cutoff) {
    require_share("cutoff", cutoff);
    std::vector<double> values = present(returns);
    if (values.empty()) return none;
    const auto worst = static_cast<std::size_t>(static_cast<double>(values.size() - 1) * cutoff) + 1;
    std::ranges::sort(values);
    return mean(std::span(values).first(worst));
}

double tail_ratio(std::span<const double> returns) {
    const std::vector<double> values = present(returns);
    const double low = quantile(values, 0.05);
    if (vanishes(low, 0.0)) return none;
    return finite(std::abs(quantile(values, 0.95)) / std::abs(low));
}

double stability(std::span<const double> returns) {
    std::vector<double> logs = present(returns);
    if (logs.size() < 2) return none;
    double level = 0.0;
    for (double& x : logs) {
        level += std::log1p(x);
        x = level;
    }
    if (!std::isfinite(level)) return none; // everything was lost
    const double n = static_cast<double>(logs.size()), middle = (n - 1.0) / 2.0, center = mean(logs);
    double xx = 0.0, xy = 0.0, yy = 0.0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const double x = static_cast<double>(i) - middle, y = logs[i] - center;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    if (vanishes(std::sqrt(yy / n), largest(logs))) return none;
    return finite(std::min(1.0, xy * xy / (xx * yy)));
}

double hit_rate(std::span<const double> returns) {
    std::size_t up = 0, moved = 0;
    for (const double x : present(returns)) {
        up += x > 0.0;
        moved += x != 0.0;
    }
    return moved == 0 ? none : static_cast<double>(up) / static_cast<double>(moved);
}

Shape return_shape(std::span<const double> returns) { return shape(present(returns)); }

} // namespace yanbao::backtest
