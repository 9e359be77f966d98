#pragma once
// Arrays in, arrays out: one cell a security (or a date and a security), NaN where there is no value.

#include "yanbao/base/error.hpp"
#include "yanbao/base/interval.hpp"

#include <Eigen/Core>

#include <cstdint>
#include <limits>
#include <string_view>

namespace yanbao::metrics {

using Array = Eigen::ArrayXd;
using ArrayView = Eigen::Ref<const Eigen::ArrayXd>;

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();
inline constexpr double unbounded = std::numeric_limits<double>::infinity();

/// The bounds that printed precision leaves of each cell, NaN where nothing is known.  An infinite bound says
/// that the metric may have no value at all (the EPS under a PE may be 0), so that nothing is surely so of
/// the cell.
struct Bounds {
    Array low, high;

    Bounds() = default;
    explicit Bounds(Eigen::Index n) : low(Array::Constant(n, missing)), high(Array::Constant(n, missing)) {}
    Bounds(Array l, Array h) : low(std::move(l)), high(std::move(h)) {}

    Eigen::Index size() const noexcept { return low.size(); }
    bool known(Eigen::Index i) const noexcept { return low[i] <= high[i]; }
    Interval operator[](Eigen::Index i) const noexcept { return {low[i], high[i]}; }
    void set(Eigen::Index i, Interval x) noexcept {
        low[i] = x.low;
        high[i] = x.high;
    }
};

/// Throws ShapeMismatch naming `what` unless `found` is `expected`.
inline void require_size(std::string_view what, Eigen::Index expected, Eigen::Index found) {
    if (expected != found)
        throw ShapeMismatch(what, static_cast<std::size_t>(expected), static_cast<std::size_t>(found));
}

} // namespace yanbao::metrics
