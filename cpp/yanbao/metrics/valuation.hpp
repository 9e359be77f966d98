#pragma once
// What a price says of earnings.  k converts: units of the EPS's currency, per share that EPS counts, for one
// unit of the price's.

#include "yanbao/metrics/reason.hpp"

namespace yanbao::metrics {

/// price x k / EPS, NaN where EPS is not positive.
Explained pe(const ArrayView& price, const ArrayView& k, const ArrayView& eps);

/// EPS / (price x k): the inverse that keeps the sign of a loss, so that it orders all companies.
Explained earnings_yield(const ArrayView& price, const ArrayView& k, const ArrayView& eps);

/// PE over growth in percent, NaN where growth is not positive.
Explained peg(const ArrayView& pe, const ArrayView& growth);

/// Bounds of the same.  Where the EPS may be 0 or less, the PE has no upper bound.
Bounds pe_bounds(const Bounds& price, const Bounds& k, const Bounds& eps);
Bounds earnings_yield_bounds(const Bounds& price, const Bounds& k, const Bounds& eps);
Bounds peg_bounds(const Bounds& pe, const Bounds& growth);

} // namespace yanbao::metrics
