#include "yanbao/witness/identity.hpp"

#include "yanbao/witness/clique.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::witness {

namespace {

// Bounds are computed in doubles: a figure that sits on the edge of its rounding interval must not fall off
// it.
constexpr double relative_slack = 1e-12;

Interval widened(Interval x) noexcept {
    return {x.low - relative_slack * std::abs(x.low), x.high + relative_slack * std::abs(x.high)};
}

} // namespace

double relative_width(Interval x) noexcept {
    if (!tells(x)) return std::numeric_limits<double>::infinity();
    return x.width() / x.middle();
}

Interval year_k(Interval price, Interval eps, Interval pe) noexcept {
    if (price.empty() || eps.empty() || pe.empty()) return any_k;
    if (!(price.low > 0.0) || pe.holds(0.0)) return any_k;
    const Interval product = eps * pe;
    if (!(product.high > 0.0)) return Interval::none();
    return widened({std::max(product.low, 0.0) / price.high, product.high / price.low});
}

RowK row_k(std::span<const Interval> years) {
    RowK row;
    for (const Interval year : years) row.k = intersect(row.k, year);
    if (row.consistent()) {
        row.majority = row.k;
        return row;
    }
    row.k = Interval::none();
    // A year that says nothing agrees with everyone and must not make a majority.
    std::vector<Interval> telling;
    std::vector<std::size_t> year_of;
    for (std::size_t y = 0; y < years.size(); ++y) {
        if (years[y] == any_k) continue;
        telling.push_back(years[y]);
        year_of.push_back(y);
    }
    const Clique clique = largest_clique(telling);
    const bool majority = 2 * clique.members.size() > telling.size();
    if (majority) row.majority = clique.common;
    for (std::size_t i = 0; i < telling.size(); ++i) {
        const bool in = std::binary_search(clique.members.begin(), clique.members.end(), i);
        if (!majority || !in) row.disagree.push_back(year_of[i]);
    }
    return row;
}

RowK row_k(Interval price, std::span<const Interval> eps, std::span<const Interval> pe) {
    std::vector<Interval> years;
    for (std::size_t y = 0; y < std::min(eps.size(), pe.size()); ++y)
        years.push_back(year_k(price, eps[y], pe[y]));
    return row_k(years);
}

Interval refine_eps(Interval eps, Interval price, Interval k, Interval pe) noexcept {
    if (price.empty() || pe.empty() || !tells(k) || !(price.low > 0.0) || pe.holds(0.0)) return eps;
    return intersect(eps, widened(price * k / pe));
}

} // namespace yanbao::witness
