#include "yanbao/base/interval.hpp"

namespace yanbao {

Interval operator*(Interval a, Interval b) noexcept {
    if (a.empty() || b.empty()) return Interval::none();
    const auto [low, high] = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
    return {low, high};
}

Interval operator/(Interval a, Interval b) noexcept {
    if (a.empty() || b.empty()) return Interval::none();
    if (b.holds(0.0)) return {};
    return a * Interval{1.0 / b.high, 1.0 / b.low};
}

} // namespace yanbao
