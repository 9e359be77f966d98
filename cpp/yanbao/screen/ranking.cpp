#include "yanbao/screen/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace yanbao::screen {

namespace {

using Sorted = std::vector<double>;

double below(const Sorted& sorted, double x) {
    return static_cast<double>(std::lower_bound(sorted.begin(), sorted.end(), x) - sorted.begin());
}
double up_to(const Sorted& sorted, double x) {
    return static_cast<double>(std::upper_bound(sorted.begin(), sorted.end(), x) - sorted.begin());
}

/// The cells of a cross-section, sorted in the ways that counting needs.
struct Section {
    Sorted values;                ///< of the cells that have one
    Sorted lows, highs;           ///< of the cells that may have a value
    Sorted sure_lows, sure_highs; ///< of those that must have one

    Section(const Numbers& a, const std::vector<std::size_t>& cells) {
        for (const std::size_t i : cells) {
            if (!std::isnan(a.value[i])) values.push_back(a.value[i]);
            if (!a.bounded() || a.bounds[i].empty()) continue;
            lows.push_back(a.bounds[i].low);
            highs.push_back(a.bounds[i].high);
            if (a.gap[i]) continue;
            sure_lows.push_back(a.bounds[i].low);
            sure_highs.push_back(a.bounds[i].high);
        }
        for (Sorted* s : {&values, &lows, &highs, &sure_lows, &sure_highs}) std::sort(s->begin(), s->end());
    }
};

/// Calls `visit(cells)` for the cells that stand against each other.
template<class Visit>
void each_part(std::size_t count, const Among& among, Visit visit) {
    std::map<std::int32_t, std::vector<std::size_t>> parts;
    for (std::size_t first = 0; first < count; first += among.width) {
        parts.clear();
        for (std::size_t i = first; i < first + among.width; ++i)
            if (among.group.empty() || among.group[i] >= 0)
                parts[among.group.empty() ? 0 : among.group[i]].push_back(i);
        for (const auto& [group, cells] : parts) visit(cells);
    }
}

/// The least mean of the values that must be there and any of those that may be: the small ones, while they lower it.
double least_mean(double sum, std::size_t count, std::vector<double> may_be) {
    std::sort(may_be.begin(), may_be.end());
    for (const double x : may_be) {
        if (count > 0 && !(x < sum / static_cast<double>(count))) break;
        sum += x;
        ++count;
    }
    return sum / static_cast<double>(count);
}

/// Bounds of the mean of some cells, and whether there may be none.
std::pair<Interval, bool> mean_bounds(const Numbers& a, const std::vector<std::size_t>& cells) {
    double low = 0.0, high = 0.0;
    std::size_t sure = 0;
    std::vector<double> lows, minus_highs; // of the cells that may have no value
    for (const std::size_t i : cells) {
        const Interval b = a.bounds[i];
        if (b.empty()) continue;
        if (a.gap[i]) {
            lows.push_back(b.low);
            minus_highs.push_back(-b.high);
            continue;
        }
        low += b.low;
        high += b.high;
        ++sure;
    }
    if (sure == 0 && lows.empty()) return {Interval::none(), false};
    return {{least_mean(low, sure, std::move(lows)), -least_mean(-high, sure, std::move(minus_highs))},
            sure == 0};
}

double mean_value(const Numbers& a, const std::vector<std::size_t>& cells) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const std::size_t i : cells) {
        if (std::isnan(a.value[i])) continue;
        sum += a.value[i];
        ++count;
    }
    const double mean = count == 0 ? no_value : sum / static_cast<double>(count);
    return std::isfinite(mean) ? mean : no_value;
}

Numbers nowhere(const Numbers& a) {
    Numbers out{std::vector<double>(a.value.size(), no_value), {}, {}};
    if (!a.bounded()) return out;
    out.bounds.assign(a.value.size(), Interval::none());
    out.gap.assign(a.value.size(), 0);
    return out;
}

} // namespace

Numbers averaged(const Numbers& a, const Among& among) {
    Numbers out = nowhere(a);
    each_part(a.value.size(), among, [&](const std::vector<std::size_t>& cells) {
        const double mean = mean_value(a, cells);
        for (const std::size_t i : cells) out.value[i] = mean;
        if (!a.bounded()) return;
        const auto [bounds, may_be_missing] = mean_bounds(a, cells);
        for (const std::size_t i : cells) {
            out.bounds[i] = bounds;
            out.gap[i] = may_be_missing;
        }
    });
    return out;
}

Numbers ranked(const Numbers& a, const Among& among, bool as_quantile) {
    Numbers out = nowhere(a);
    each_part(a.value.size(), among, [&](const std::vector<std::size_t>& cells) {
        const Section section(a, cells);
        const auto n = static_cast<double>(section.values.size());
        for (const std::size_t i : cells) {
            const double x = a.value[i];
            if (!std::isnan(x)) {
                const double rank = 0.5 * (below(section.values, x) + 1.0 + up_to(section.values, x));
                out.value[i] = as_quantile ? rank / n : rank;
            }
            if (!a.bounded()) continue;
            out.gap[i] = a.gap[i];
            if (a.bounds[i].empty()) continue;
            const Interval b = a.bounds[i];
            // A rank is the mean of two counts, of the smaller cells and of those no larger, the cell itself among
            // the latter: each at its least, with the cell low and the others high, and at its most.
            const double exact = b.low == b.high ? 1.0 : 0.0;
            const double itself = exact != 0.0 && !a.gap[i] ? 1.0 : 0.0;
            const double low =
                0.5 * (below(section.sure_highs, b.low) + up_to(section.sure_highs, b.low) - itself + 2.0);
            const double high =
                0.5 * (below(section.lows, b.high) - (1.0 - exact) + up_to(section.lows, b.high) + 1.0);
            const double most = static_cast<double>(section.lows.size());
            const double least = static_cast<double>(section.sure_lows.size()) + (a.gap[i] ? 1.0 : 0.0);
            out.bounds[i] =
                as_quantile ? Interval{low / most, std::min(1.0, high / least)} : Interval{low, high};
        }
    });
    return out;
}

std::vector<Truths> among_top(const Numbers& a, const Among& among, std::size_t n) {
    std::vector<Truths> out(a.value.size());
    const auto places = static_cast<double>(n);
    each_part(a.value.size(), among, [&](const std::vector<std::size_t>& cells) {
        const Section section(a, cells);
        for (const std::size_t i : cells) {
            if (!a.bounded()) {
                if (std::isnan(a.value[i])) continue;
                const double larger =
                    static_cast<double>(section.values.size()) - up_to(section.values, a.value[i]);
                out[i] = Truths::of(larger < places ? Truth::yes : Truth::no);
                continue;
            }
            const Interval b = a.bounds[i];
            if (b.empty()) continue;
            // the cell itself may be larger than its own low bound, and is not to be counted against itself
            const double may_be_larger = static_cast<double>(section.highs.size()) -
                                         up_to(section.highs, b.low) - (b.high > b.low ? 1.0 : 0.0);
            const double surely_larger =
                static_cast<double>(section.sure_lows.size()) - up_to(section.sure_lows, b.high);
            out[i] = Truths::of(surely_larger < places, may_be_larger >= places, a.gap[i] != 0);
        }
    });
    return out;
}

} // namespace yanbao::screen
