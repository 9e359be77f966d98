#pragma once
// Amounts of money as exchanges and brokers write them.

#include <cmath>

namespace yanbao::backtest {

/// Half up to a hundredth, away from zero.  A product of decimals that ends on a half is half a cent even where the
/// doubles have lost the last of it.
inline double cents(double amount) noexcept {
    const double hundredths = std::abs(amount) * 100.0;
    const double rounded = std::floor(hundredths + 0.5 + 1e-7 + 4e-16 * hundredths) / 100.0;
    return std::signbit(amount) ? -rounded : rounded;
}

/// Up to the next whole unit; what is a whole one but for the error of a double stays.
inline double whole_up(double amount) noexcept { return std::ceil(amount - 1e-7); }

} // namespace yanbao::backtest
