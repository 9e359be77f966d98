#include "yanbao/metrics/reason.hpp"

#include <algorithm>
#include <array>

namespace yanbao::metrics {

namespace {

constexpr std::array<std::string_view, reason_count> names = {
    "ok",        "to_loss",          "from_loss",           "loss_widens",    "loss_narrows", "loss_stays",
    "zero_base", "missing_base",     "missing_end",         "missing_price",  "missing_k",    "missing_eps",
    "loss",      "end_not_positive", "growth_not_positive", "missing_growth", "missing_pe"};

} // namespace

std::string_view name(Reason reason) noexcept {
    const auto i = static_cast<std::size_t>(reason);
    return i < names.size() ? names[i] : std::string_view{};
}

std::optional<Reason> reason_of(std::string_view name) noexcept {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return std::nullopt;
    return static_cast<Reason>(at - names.begin());
}

} // namespace yanbao::metrics
