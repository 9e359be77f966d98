#include "yanbao/witness/columns.hpp"

#include "yanbao/witness/clique.hpp"
#include "yanbao/witness/identity.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::witness {

namespace {

/// Products of unrelated columns differ by factors of up to a hundred or so: the scale that chance is
/// measured on.
constexpr double log_range = 4.6;
/// What a row that disagrees takes away: no honest row does, but a digit may be wrong.
constexpr double penalty = 6.0;

using Products = std::vector<Interval>; ///< of one pair of columns, row by row

struct Pair {
    std::size_t a, b; ///< a < b
    Products product;
};

struct Tally {
    std::size_t told = 0, agree = 0;
    double bits = 0.0;
    bool good(double share) const {
        return told > 0 && static_cast<double>(agree) >= share * static_cast<double>(told);
    }
};

/// Rows in which `next` meets what the earlier pairs left, and how unlikely that is by chance.
Tally meet(const Products& left, const Products& next) {
    Tally tally;
    for (std::size_t r = 0; r < left.size(); ++r) {
        const double width = relative_width(left[r]) + relative_width(next[r]);
        if (!(width < log_range)) continue;
        ++tally.told;
        if (overlap(left[r], next[r])) {
            ++tally.agree;
            tally.bits += std::log2(log_range / std::max(width, 1e-6));
        } else {
            tally.bits -= penalty;
        }
    }
    return tally;
}

/// A row that disagreed stays as the earlier pairs had it: one wrong digit must not silence the row for good.
void narrow(Products& left, const Products& next) {
    for (std::size_t r = 0; r < left.size(); ++r) {
        if (!tells(left[r])) {
            left[r] = next[r];
        } else if (tells(next[r]) && overlap(left[r], next[r])) {
            left[r] = intersect(left[r], next[r]);
        }
    }
}

std::vector<Pair> pairs_of(std::span<const NumberColumn> columns, const ColumnSettings& settings) {
    std::vector<Pair> pairs;
    const std::size_t n = std::min(columns.size(), settings.columns);
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            if (settings.price == a || settings.price == b) continue;
            Pair pair{a, b, {}};
            const std::size_t rows = std::min({columns[a].size(), columns[b].size(), settings.rows});
            for (std::size_t r = 0; r < rows; ++r)
                pair.product.push_back(year_k({1.0, 1.0}, columns[a][r], columns[b][r]));
            pairs.push_back(std::move(pair));
        }
    }
    return pairs;
}

struct Chain {
    std::vector<const Pair*> pairs;
    Products left; ///< price x k of each row, as far as the pairs tell
    double bits = 0.0;
};

/// Adds, as long as one fits, the pair of unused columns that brings the most evidence.
Chain grow(const Pair& seed, const std::vector<Pair>& pairs, const ColumnSettings& settings) {
    Chain chain{{&seed}, seed.product, 0.0};
    std::vector<bool> used(settings.columns, false);
    used[seed.a] = used[seed.b] = true;
    while (!settings.years || chain.pairs.size() < *settings.years) {
        const Pair* best = nullptr;
        Tally most;
        for (const Pair& pair : pairs) {
            if (used[pair.a] || used[pair.b]) continue;
            const Tally tally = meet(chain.left, pair.product);
            if (tally.good(settings.share) && tally.bits > most.bits) {
                best = &pair;
                most = tally;
            }
        }
        if (!best) break;
        used[best->a] = used[best->b] = true;
        narrow(chain.left, best->product);
        chain.pairs.push_back(best);
        chain.bits += most.bits;
    }
    return chain;
}

/// How far apart two columns lie, as factors: the EPS of two years are near each other, EPS and PE are not.
double distance(const NumberColumn& x, const NumberColumn& y, std::size_t rows) {
    double sum = 0.0;
    for (std::size_t r = 0; r < std::min({x.size(), y.size(), rows}); ++r) {
        const double a = std::abs(x[r].middle()), b = std::abs(y[r].middle());
        if (!x[r].empty() && !y[r].empty() && a > 0.0 && b > 0.0)
            sum += std::min(std::abs(std::log(a / b)), log_range);
    }
    return sum;
}

/// Middle of the magnitudes of a set of columns.
double size_of(std::span<const NumberColumn> columns, const std::vector<std::size_t>& which,
               std::size_t rows) {
    std::vector<double> sizes;
    for (const std::size_t c : which)
        for (std::size_t r = 0; r < std::min(columns[c].size(), rows); ++r)
            if (!columns[c][r].empty()) sizes.push_back(std::abs(columns[c][r].middle()));
    if (sizes.empty()) return 0.0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

/// The column that k comes out of in clusters: rows of one exchange share it.
std::optional<std::size_t> find_price(std::span<const NumberColumn> columns, const Chain& chain,
                                      const ColumnSettings& settings) {
    std::optional<std::size_t> price;
    std::size_t most = 1;
    for (std::size_t c = 0; c < std::min(columns.size(), settings.columns); ++c) {
        const bool taken = std::any_of(chain.pairs.begin(), chain.pairs.end(),
                                       [&](const Pair* p) { return p->a == c || p->b == c; });
        if (taken) continue;
        std::vector<Interval> k;
        for (std::size_t r = 0; r < std::min(columns[c].size(), chain.left.size()); ++r)
            k.push_back(!columns[c][r].empty() && columns[c][r].low > 0.0 && tells(chain.left[r])
                            ? chain.left[r] / columns[c][r]
                            : Interval::none());
        const std::size_t members = largest_clique(k).members.size();
        if (members <= most) continue;
        most = members;
        price = c;
    }
    return price;
}

ColumnRoles roles_of(std::span<const NumberColumn> columns, const Chain& chain,
                     const ColumnSettings& settings) {
    std::vector<std::pair<std::size_t, std::size_t>> sides;
    for (const Pair* pair : chain.pairs) {
        const NumberColumn &a = columns[chain.pairs[0]->a], &b = columns[chain.pairs[0]->b];
        const double straight =
            distance(columns[pair->a], a, settings.rows) + distance(columns[pair->b], b, settings.rows);
        const double crossed =
            distance(columns[pair->a], b, settings.rows) + distance(columns[pair->b], a, settings.rows);
        sides.push_back(straight <= crossed ? std::pair(pair->a, pair->b) : std::pair(pair->b, pair->a));
    }
    std::vector<std::size_t> left, right;
    for (const auto& [l, r] : sides) {
        left.push_back(l);
        right.push_back(r);
    }
    const double l = size_of(columns, left, settings.rows), r = size_of(columns, right, settings.rows);
    ColumnRoles roles;
    roles.sides_sure = std::max(l, r) >= 3.0 * std::min(l, r);
    const bool swap = roles.sides_sure ? l > r
                                       : *std::min_element(left.begin(), left.end()) >
                                             *std::min_element(right.begin(), right.end());
    if (swap)
        for (auto& side : sides) std::swap(side.first, side.second);
    std::sort(sides.begin(), sides.end());
    for (const auto& [eps, pe] : sides) {
        roles.eps.push_back(eps);
        roles.pe.push_back(pe);
    }
    roles.in_order = std::is_sorted(roles.pe.begin(), roles.pe.end());
    return roles;
}

} // namespace

ColumnRoles check_columns(std::span<const NumberColumn> columns, std::size_t price,
                          std::vector<std::size_t> eps, std::vector<std::size_t> pe) {
    ColumnRoles roles{price, std::move(eps), std::move(pe)};
    for (std::size_t r = 0; r < columns[price].size(); ++r) {
        std::vector<Interval> years;
        for (std::size_t y = 0; y < std::min(roles.eps.size(), roles.pe.size()); ++y) {
            const NumberColumn &e = columns[roles.eps[y]], &p = columns[roles.pe[y]];
            if (r < e.size() && r < p.size()) years.push_back(year_k(columns[price][r], e[r], p[r]));
        }
        const auto telling = std::count_if(years.begin(), years.end(), [](Interval k) { return k != any_k; });
        const RowK row = row_k(years);
        if (telling < 2 && row.consistent()) continue;
        ++roles.rows_told;
        if (row.consistent()) ++roles.rows_agree;
    }
    return roles;
}

std::optional<ColumnRoles> assign_columns(std::span<const NumberColumn> columns,
                                          const ColumnSettings& settings) {
    const std::vector<Pair> pairs = pairs_of(columns, settings);
    Chain best;
    for (const Pair& seed : pairs) {
        Chain chain = grow(seed, pairs, settings);
        if (settings.years && chain.pairs.size() != *settings.years) continue;
        if (chain.bits > best.bits) best = std::move(chain);
    }
    if (best.bits < settings.bits) return std::nullopt;

    ColumnRoles roles = roles_of(columns, best, settings);
    roles.price = settings.price ? settings.price : find_price(columns, best, settings);
    // Without a price the products themselves are compared: a column of ones stands for it.
    std::vector<NumberColumn> all(columns.begin(), columns.end());
    std::size_t price = all.size();
    if (roles.price)
        price = *roles.price;
    else
        all.emplace_back(best.left.size(), Interval{1.0, 1.0});
    const ColumnRoles checked = check_columns(all, price, roles.eps, roles.pe);
    roles.rows_told = checked.rows_told;
    roles.rows_agree = checked.rows_agree;
    return roles;
}

} // namespace yanbao::witness
