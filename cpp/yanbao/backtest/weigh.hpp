#pragma once
// How much of each that is held.

#include <span>

namespace yanbao::backtest {

/// Weights in proportion to `base`, positive and finite numbers, that add up to 1 with none above `most`.  What one may
/// not have goes to those below the bound, in proportion again, until nobody is above it; where all are at the bound the
/// rest stays out, and they add up to less.  Throws InvalidValue for a bound that is not above 0, ShapeMismatch.
void weigh(std::span<const double> base, double most, std::span<double> out);

} // namespace yanbao::backtest
