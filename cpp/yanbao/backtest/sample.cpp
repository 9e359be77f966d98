#include "yanbao/backtest/sample.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::backtest {

Hurdle::Hurdle(std::span<const double> rates, std::size_t sessions) : rates_(rates) {
    if (rates.size() != 1) require_size("hurdle", sessions, rates.size());
}

std::vector<double> present(std::span<const double> returns, const Hurdle& hurdle) {
    std::vector<double> out;
    out.reserve(returns.size());
    for (std::size_t i = 0; i < returns.size(); ++i) {
        const double over = returns[i] - hurdle[i];
        if (std::isinf(returns[i]) || std::isinf(over)) return {};
        if (!std::isnan(over)) out.push_back(over);
    }
    return out;
}

double finite(double x) { return std::isfinite(x) ? x : none; }

double sum(std::span<const double> values) {
    double total = 0.0, lost = 0.0;
    for (const double x : values) {
        const double next = total + x;
        lost += std::abs(total) >= std::abs(x) ? (total - next) + x : (x - next) + total;
        total = next;
    }
    return total + lost;
}

double mean(std::span<const double> values) {
    return values.empty() ? none : finite(sum(values) / static_cast<double>(values.size()));
}

bool vanishes(double spread, double scale) {
    return std::abs(spread) <= 8.0 * std::numeric_limits<double>::epsilon() * (1.0 + scale);
}

double largest(std::span<const double> values) {
    double out = 0.0;
    for (const double x : values) out = std::max(out, std::abs(x));
    return out;
}

namespace {

bool all_alike(std::span<const double> values) {
    const auto [low, high] = std::ranges::minmax(values);
    return vanishes(high - low, largest(values));
}

double central_sum(std::span<const double> values, double center, int power) {
    std::vector<double> powers;
    powers.reserve(values.size());
    for (const double x : values) {
        const double d = x - center;
        powers.push_back(power == 2 ? d * d : power == 3 ? d * d * d : (d * d) * (d * d));
    }
    return sum(powers);
}

} // namespace

double deviation(std::span<const double> values) {
    if (values.size() < 2) return none;
    if (all_alike(values)) return 0.0;
    return finite(std::sqrt(central_sum(values, mean(values), 2) / static_cast<double>(values.size() - 1)));
}

Shape shape(std::span<const double> values) {
    if (values.size() < 2 || all_alike(values)) return {};
    const double n = static_cast<double>(values.size()), center = mean(values);
    const double m2 = central_sum(values, center, 2) / n;
    return {finite(central_sum(values, center, 3) / n / std::pow(m2, 1.5)),
            finite(central_sum(values, center, 4) / n / (m2 * m2))};
}

double quantile(std::vector<double> values, double share) {
    require_share("share of a quantile", share);
    if (values.empty()) return none;
    std::ranges::sort(values);
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double low = values[below], high = values[std::min(below + 1, values.size() - 1)];
    return finite(low + (high - low) * (place - static_cast<double>(below)));
}

void require_positive(std::string_view what, double value) {
    if (!(value > 0.0) || !std::isfinite(value)) throw InvalidValue(what, std::to_string(value));
}

void require_share(std::string_view what, double value) {
    if (!(value >= 0.0 && value <= 1.0)) throw InvalidValue(what, std::to_string(value));
}

void require_size(std::string_view what, std::size_t expected, std::size_t found) {
    if (found != expected) throw ShapeMismatch(what, expected, found);
}

} // namespace yanbao::backtest
