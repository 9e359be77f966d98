#include "yanbao/metrics/rating.hpp"

#include <cmath>
#include <string>

namespace yanbao::metrics {

Bounds excess_return(std::span<const std::int32_t> label, std::span<const ExcessReturn> scale) {
    Bounds out(std::ssize(label));
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] < 0) continue;
        const auto step = static_cast<std::size_t>(label[i]);
        if (step >= scale.size()) throw InvalidValue("step of a rating scale", std::to_string(label[i]));
        const ExcessReturn& x = scale[step];
        if (std::isnan(x.low) && std::isnan(x.high)) continue;
        out.set(static_cast<Eigen::Index>(i),
                {std::isnan(x.low) ? -unbounded : x.low, std::isnan(x.high) ? unbounded : x.high});
    }
    return out;
}

} // namespace yanbao::metrics
