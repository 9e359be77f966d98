#include "yanbao/base/interval.hpp"

#include <cmath>

namespace yanbao {

namespace {
// 0 × inf and inf / inf have no value; 0 is one that the product or quotient of such ends comes near to
double corner(double x) noexcept { return std::isnan(x) ? 0.0 : x; }

Interval hull(double a, double b, double c, double d) noexcept {
    const auto [low, high] = std::minmax({corner(a), corner(b), corner(c), corner(d)});
    return {low, high};
}
} // namespace

Interval operator*(Interval a, Interval b) noexcept {
    if (a.empty() || b.empty()) return Interval::none();
    return hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
}

Interval operator/(Interval a, Interval b) noexcept {
    if (a.empty() || b.empty()) return Interval::none();
    if (b.holds(0.0)) return {};
    return hull(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high);
}

} // namespace yanbao
