#include "yanbao/backtest/buckets.hpp"

#include "yanbao/backtest/cross_section.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::backtest::factor {

namespace {

constexpr double normal_over_mad =
    1.4826; // standard deviation of a normal over its median absolute deviation

void sorted_into(std::vector<double>& space, std::span<const double> values) {
    space.clear();
    for (const double v : values) {
        if (!std::isnan(v)) space.push_back(v);
    }
    std::sort(space.begin(), space.end());
}

double middle(std::span<const double> sorted) {
    const std::size_t half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
}

void clip(std::span<double> values, double low, double high) {
    if (!(low <= high)) return;
    for (double& v : values) {
        if (!std::isnan(v)) v = std::clamp(v, low, high);
    }
}

/// Bounds of one date's values, from the lowest bucket's lower one to the highest one's upper one.
std::vector<double> bounds_of(const Buckets& buckets, std::span<const double> sorted) {
    std::vector<double> out = buckets.bounds;
    if (buckets.cut == Cut::shares) {
        for (double& bound : out) bound = quantile(sorted, bound);
    } else if (buckets.cut == Cut::widths) {
        const double low = sorted.front(),
                     step = (sorted.back() - low) / static_cast<double>(buckets.count());
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = low + static_cast<double>(i) * step;
        out.back() = sorted.back();
    }
    return out;
}

} // namespace

void Buckets::check() const {
    if (bounds.size() < 2) throw InvalidValue("buckets", std::to_string(bounds.size()) + " bounds");
    for (std::size_t i = 0; i < bounds.size() && cut != Cut::widths; ++i) {
        const bool follows = i == 0 || bounds[i - 1] < bounds[i];
        const bool share = cut != Cut::shares || (bounds[i] >= 0.0 && bounds[i] <= 1.0);
        if (std::isnan(bounds[i]) || !follows || !share)
            throw InvalidValue("bound of buckets", std::to_string(bounds[i]));
    }
}

std::vector<double> even_shares(std::size_t count) {
    std::vector<double> out;
    const double n = static_cast<double>(count), step = 1.0 / n;
    for (std::size_t i = 0; i <= count; ++i) {
        double share = i == count ? 1.0 : static_cast<double>(i) * step;
        if (n * share != static_cast<double>(i)) share = std::nextafter(share, 1.0);
        out.push_back(share);
    }
    return out;
}

double quantile(std::span<const double> sorted, double share) {
    if (sorted.empty()) return no_value;
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(low), step = sorted[high] - sorted[low];
    // from the nearer side, so that both ends are met
    return part < 0.5 ? sorted[low] + step * part : sorted[high] - step * (1.0 - part);
}

void bucket(std::span<const double> values, const Buckets& buckets, std::span<std::int32_t> out,
            std::vector<double>& space) {
    std::fill(out.begin(), out.end(), 0);
    sorted_into(space, values);
    if (space.empty()) return;
    const auto bounds = bounds_of(buckets, space);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        const auto upper = std::lower_bound(bounds.begin(), bounds.end(), values[i]);
        if (upper == bounds.end()) continue;
        if (upper != bounds.begin())
            out[i] = static_cast<std::int32_t>(upper - bounds.begin());
        else if (buckets.cut != Cut::values && values[i] == bounds.front())
            out[i] = 1; // the lowest of all lies on the lowest bound
    }
}

void clip_mad(std::span<double> values, double width, std::vector<double>& space) {
    sorted_into(space, values);
    if (space.empty()) return;
    const double centre = middle(space);
    for (double& v : space) v = std::abs(v - centre);
    std::sort(space.begin(), space.end());
    const double deviation = middle(space);
    if (deviation > 0.0)
        clip(values, centre - width * normal_over_mad * deviation,
             centre + width * normal_over_mad * deviation);
}

void clip_shares(std::span<double> values, double share, std::vector<double>& space) {
    sorted_into(space, values);
    if (!space.empty()) clip(values, quantile(space, share), quantile(space, 1.0 - share));
}

} // namespace yanbao::backtest::factor
