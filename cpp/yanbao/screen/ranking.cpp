#include "yanbao/screen/ranking.hpp"

#include <algorithm>
#include <cmath>

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

    Section(const Numbers& a, std::size_t first, std::size_t width) {
        for (std::size_t i = first; i < first + width; ++i) {
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

} // namespace

Numbers ranked(const Numbers& a, std::size_t width, bool as_quantile) {
    Numbers out{std::vector<double>(a.value.size(), no_value), {}, a.gap};
    if (a.bounded()) out.bounds.assign(a.value.size(), Interval::none());
    for (std::size_t first = 0; first < a.value.size(); first += width) {
        const Section section(a, first, width);
        const auto n = static_cast<double>(section.values.size());
        for (std::size_t i = first; i < first + width; ++i) {
            const double x = a.value[i];
            if (!std::isnan(x)) {
                const double rank = 0.5 * (below(section.values, x) + 1.0 + up_to(section.values, x));
                out.value[i] = as_quantile ? rank / n : rank;
            }
            if (!a.bounded() || a.bounds[i].empty()) continue;
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
    }
    return out;
}

std::vector<Truths> among_top(const Numbers& a, std::size_t width, std::size_t n) {
    std::vector<Truths> out(a.value.size());
    const auto places = static_cast<double>(n);
    for (std::size_t first = 0; first < a.value.size(); first += width) {
        const Section section(a, first, width);
        for (std::size_t i = first; i < first + width; ++i) {
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
    }
    return out;
}

} // namespace yanbao::screen
