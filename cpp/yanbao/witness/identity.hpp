#pragma once
// Price x k = EPS x PE, with one k in every year of a row: the exchange rate over the shares of a depositary
// share.

#include "yanbao/base/interval.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace yanbao::witness {

/// What a year says of k where it says nothing: k is positive, and that is all.
inline constexpr Interval any_k{0.0, std::numeric_limits<double>::infinity()};

/// Whether k is bounded on both sides.
constexpr bool tells(Interval k) noexcept {
    return !k.empty() && k.low > 0.0 && k.high < std::numeric_limits<double>::infinity();
}

/// Width over middle: how sharply a positive interval says its value; infinite where it is unbounded.
double relative_width(Interval x) noexcept;

/// The k that one year allows.  `any_k` where a figure is absent (an empty interval), the price is not
/// positive or the PE may be 0, which is how a loss is printed.  An EPS that may be 0 leaves only an upper
/// bound.  Empty where the signs of EPS and PE contradict each other.
Interval year_k(Interval price, Interval eps, Interval pe) noexcept;

/// What a row says of k over all its years.
struct RowK {
    Interval k = any_k;        ///< empty where the row contradicts itself
    Interval majority = any_k; ///< what more than half of its years say: k itself where they all agree
    std::vector<std::size_t> disagree; ///< the years against the rest; every year where there is no majority
    bool consistent() const noexcept { return !k.empty(); }
};
RowK row_k(std::span<const Interval> years);
RowK row_k(Interval price, std::span<const Interval> eps, std::span<const Interval> pe);

/// A printed EPS is known more sharply where price, k and PE are: 0.1 at 3.4 with PE 39 is 0.079 to 0.082.
/// `eps` itself where they say nothing, empty where they contradict it.
Interval refine_eps(Interval eps, Interval price, Interval k, Interval pe) noexcept;

} // namespace yanbao::witness
