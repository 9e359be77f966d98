#pragma once
// What a printed number means: a printed 0.1 is anything in [0.05, 0.15].

#include <algorithm>
#include <limits>

namespace yanbao {

/// Closed interval of reals; empty where low > high.
struct Interval {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();

    static constexpr Interval around(double value, double half_unit) noexcept {
        return {value - half_unit, value + half_unit};
    }
    static constexpr Interval none() noexcept { return {1.0, 0.0}; }

    constexpr bool empty() const noexcept { return !(low <= high); }
    constexpr bool holds(double x) const noexcept { return low <= x && x <= high; }
    constexpr double width() const noexcept { return high - low; }
    constexpr double middle() const noexcept { return 0.5 * (low + high); }
    friend constexpr bool operator==(Interval, Interval) = default;
};

constexpr Interval intersect(Interval a, Interval b) noexcept {
    return {std::max(a.low, b.low), std::min(a.high, b.high)};
}
constexpr bool overlap(Interval a, Interval b) noexcept { return !intersect(a, b).empty(); }

constexpr Interval operator+(Interval a, Interval b) noexcept {
    return a.empty() || b.empty() ? Interval::none() : Interval{a.low + b.low, a.high + b.high};
}
constexpr Interval operator-(Interval a, Interval b) noexcept {
    return a.empty() || b.empty() ? Interval::none() : Interval{a.low - b.high, a.high - b.low};
}
Interval operator*(Interval a, Interval b) noexcept;

/// Quotient; the whole line where the divisor holds 0, since nothing is known then.
Interval operator/(Interval a, Interval b) noexcept;

} // namespace yanbao
