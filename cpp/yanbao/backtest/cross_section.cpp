#include "yanbao/backtest/cross_section.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::backtest::factor {

namespace {

bool all_equal(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

double mean_of(std::span<const double> values) {
    double sum = 0.0;
    for (const double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

} // namespace

void average_ranks(std::span<const double> values, std::span<double> ranks, std::vector<Placed>& space) {
    space.clear();
    for (std::size_t i = 0; i < values.size(); ++i) {
        ranks[i] = no_value;
        if (!std::isnan(values[i])) space.push_back({values[i], static_cast<std::uint32_t>(i)});
    }
    std::sort(space.begin(), space.end(), [](const Placed& x, const Placed& y) { return x.value < y.value; });
    for (std::size_t first = 0; first < space.size();) {
        std::size_t last = first + 1;
        while (last < space.size() && space[last].value == space[first].value) ++last;
        const double rank = 0.5 * static_cast<double>(first + 1 + last);
        for (; first < last; ++first) ranks[space[first].place] = rank;
    }
}

double correlation(std::span<const double> a, std::span<const double> b) {
    // what is constant says nothing; its mean, rounded, would leave a spread that is none
    if (a.size() < 2 || all_equal(a) || all_equal(b)) return no_value;
    const double mean_a = mean_of(a), mean_b = mean_of(b);
    double ab = 0.0, aa = 0.0, bb = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double x = a[i] - mean_a, y = b[i] - mean_b;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    const double product = aa * bb; // its root is exact where both are the same, as of ranks
    const double norm = std::isnormal(product) ? std::sqrt(product) : std::sqrt(aa) * std::sqrt(bb);
    const double found = ab / norm;
    return std::isfinite(found) ? std::clamp(found, -1.0, 1.0) : no_value;
}

void Pairs::clear() noexcept {
    a_.clear();
    b_.clear();
}

void Pairs::add(double a, double b) {
    a_.push_back(a);
    b_.push_back(b);
}

double Pairs::spearman() {
    rank_a_.resize(a_.size());
    rank_b_.resize(b_.size());
    average_ranks(a_, rank_a_, space_);
    average_ranks(b_, rank_b_, space_);
    return correlation(rank_a_, rank_b_);
}

} // namespace yanbao::backtest::factor
