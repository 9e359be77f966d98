#include "yanbao/panel/live_values.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace yanbao::panel {

void LiveValues::clear() {
    sorted_.clear();
    come_.clear();
    gone_.clear();
}

/// Single changes move what lies behind them; many are merged in one go.
void LiveValues::settle() {
    constexpr std::size_t few = 4;
    if (come_.size() + gone_.size() <= few) {
        for (const double x : come_) sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), x), x);
        for (const double x : gone_) sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), x));
    } else {
        std::sort(come_.begin(), come_.end());
        std::sort(gone_.begin(), gone_.end());
        spare_.clear();
        std::merge(sorted_.begin(), sorted_.end(), come_.begin(), come_.end(), std::back_inserter(spare_));
        sorted_.clear();
        std::set_difference(spare_.begin(), spare_.end(), gone_.begin(), gone_.end(),
                            std::back_inserter(sorted_));
    }
    come_.clear();
    gone_.clear();
}

std::int32_t LiveValues::count() {
    settle();
    return static_cast<std::int32_t>(sorted_.size());
}

double LiveValues::blur() {
    settle();
    if (sorted_.empty()) return 0;
    return blur_of_mean(sorted_.size(), std::max(std::abs(sorted_.front()), std::abs(sorted_.back())));
}

double LiveValues::mean() {
    settle();
    if (sorted_.empty()) return missing;
    double sum = 0;
    for (const double x : sorted_) sum += x;
    // a third of three times 0.1 is more than 0.1
    return std::clamp(sum / static_cast<double>(sorted_.size()), sorted_.front(), sorted_.back());
}

Summary LiveValues::summary() {
    Summary out;
    out.mean = mean();
    const std::size_t n = sorted_.size();
    if (n == 0) return out;
    out.count = static_cast<std::int32_t>(n);
    out.low = sorted_.front();
    out.high = sorted_.back();
    out.median = n % 2 == 1 ? sorted_[n / 2] : 0.5 * (sorted_[n / 2 - 1] + sorted_[n / 2]);
    if (n < 3) return out;
    double squares = 0;
    for (const double x : sorted_) squares += (x - out.mean) * (x - out.mean);
    out.deviation = std::sqrt(squares / static_cast<double>(n - 1));
    return out;
}

} // namespace yanbao::panel
