#pragma once

#include "yanbao/metrics/reason.hpp"

namespace yanbao::metrics {

/// (end - base) / base where the base is positive (`to_loss` where the end is a loss); else NaN, and the
/// reason says which way the loss went.
Explained growth(const ArrayView& base, const ArrayView& end);

/// (end / base)^(1 / years) - 1, both positive; `years` is how many lie between them.  Throws InvalidValue
/// unless it is positive.
Explained cagr(const ArrayView& base, const ArrayView& end, int years);

/// Bounds of the same.  Where the base may be 0 or less, or for `cagr` the end, they are unbounded on the
/// side on which the value may be lost.
Bounds growth_bounds(const Bounds& base, const Bounds& end);
Bounds cagr_bounds(const Bounds& base, const Bounds& end, int years);

} // namespace yanbao::metrics
