#pragma once
// The other identities that printed figures must satisfy, each as a verdict on rounding intervals.

#include "yanbao/base/interval.hpp"

#include <cstdint>

namespace yanbao::witness {

/// `silent` where the figures cannot tell: one is absent (an empty interval), or a divisor may be 0.
enum class Verdict : std::uint8_t { silent, agrees, disagrees };

/// market cap x k = net profit x PE
Verdict cap_agrees(Interval market_cap, Interval k, Interval net_profit, Interval pe) noexcept;

/// now = last x (1 + growth).  Silent where last may be 0 or less: brokers differ in how they print growth
/// from a loss.
Verdict growth_agrees(Interval last, Interval now, Interval growth) noexcept;

/// price x k = book value a share x PB
Verdict book_agrees(Interval price, Interval k, Interval bvps, Interval pb) noexcept;

/// part = whole x share: 157 of 321 is 48.91 %
Verdict share_agrees(Interval part, Interval whole, Interval share) noexcept;

/// a + b = sum
Verdict sum_agrees(Interval a, Interval b, Interval sum) noexcept;

} // namespace yanbao::witness
