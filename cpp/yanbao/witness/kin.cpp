#include "yanbao/witness/kin.hpp"

#include "yanbao/witness/identity.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace yanbao::witness {

namespace {

bool absent(std::initializer_list<Interval> figures) noexcept {
    return std::any_of(figures.begin(), figures.end(), [](Interval x) { return x.empty(); });
}

Verdict same(Interval a, Interval b) noexcept {
    const double size = std::max({std::abs(a.low), std::abs(a.high), std::abs(b.low), std::abs(b.high)});
    const double slack = std::isfinite(size) ? 1e-12 * size : 0.0;
    return a.low <= b.high + slack && b.low <= a.high + slack ? Verdict::agrees : Verdict::disagrees;
}

} // namespace

Verdict cap_agrees(Interval market_cap, Interval k, Interval net_profit, Interval pe) noexcept {
    const Interval found = year_k(market_cap, net_profit, pe);
    if (absent({market_cap, k, net_profit, pe}) || found == any_k) return Verdict::silent;
    return found.empty() ? Verdict::disagrees : same(found, k);
}

Verdict growth_agrees(Interval last, Interval now, Interval growth) noexcept {
    if (absent({last, now, growth}) || !(last.low > 0.0)) return Verdict::silent;
    return same(now, last * (Interval{1.0, 1.0} + growth));
}

Verdict book_agrees(Interval price, Interval k, Interval bvps, Interval pb) noexcept {
    return cap_agrees(price, k, bvps, pb);
}

Verdict share_agrees(Interval part, Interval whole, Interval share) noexcept {
    if (absent({part, whole, share}) || whole.holds(0.0)) return Verdict::silent;
    return same(part, whole * share);
}

Verdict sum_agrees(Interval a, Interval b, Interval sum) noexcept {
    if (absent({a, b, sum})) return Verdict::silent;
    return same(a + b, sum);
}

} // namespace yanbao::witness
