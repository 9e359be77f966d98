#pragma once

#include "yanbao/metrics/array.hpp"

#include <optional>
#include <string_view>

namespace yanbao::metrics {

/// Why a cell has no value, or what to know of the one that it has.  The numbers leave the core and stay as
/// they are.
enum class Reason : std::uint8_t {
    ok,
    to_loss,      ///< a value: a profit turns into a loss
    from_loss,    ///< no value: a loss turns into a profit
    loss_widens,  ///< no value
    loss_narrows, ///< no value
    loss_stays,   ///< no value: the same loss again
    zero_base,
    missing_base,
    missing_end,
    missing_price,
    missing_k,
    missing_eps,
    loss,             ///< a multiple of earnings that are not positive
    end_not_positive, ///< a root of what is no gain
    growth_not_positive,
    missing_growth,
    missing_pe,
};

using Reasons = Eigen::Array<Reason, Eigen::Dynamic, 1>;

inline constexpr std::size_t reason_count = static_cast<std::size_t>(Reason::missing_pe) + 1;

/// `to_loss`, `missing_base`, ...
std::string_view name(Reason reason) noexcept;
std::optional<Reason> reason_of(std::string_view name) noexcept;

/// Values with a reason each.
struct Explained {
    Array value;
    Reasons reason;

    explicit Explained(Eigen::Index n)
        : value(Array::Constant(n, missing)), reason(Reasons::Constant(n, Reason::ok)) {}
    void set(Eigen::Index i, double v, Reason why = Reason::ok) {
        value[i] = v;
        reason[i] = why;
    }
};

} // namespace yanbao::metrics
