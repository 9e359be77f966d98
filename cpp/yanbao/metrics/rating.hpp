#pragma once

#include "yanbao/metrics/array.hpp"

#include <cstdint>
#include <span>

namespace yanbao::metrics {

/// A step of a rating scale: what it promises over its benchmark.  NaN where the scale prints no bound.
struct ExcessReturn {
    double low = missing, high = missing;
};

/// The excess return that each rating promises on the scale of the report that gives it: `label[i]` is a step
/// of `scale`, or -1 for no rating, or one that the scale does not know.  An open end of a step is infinite;
/// a step with neither bound promises nothing.  Throws InvalidValue for a label beyond the scale.
Bounds excess_return(std::span<const std::int32_t> label, std::span<const ExcessReturn> scale);

} // namespace yanbao::metrics
