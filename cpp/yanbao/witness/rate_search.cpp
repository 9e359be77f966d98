#include "yanbao/witness/rate_search.hpp"

#include "yanbao/witness/clique.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace yanbao::witness {

namespace {

constexpr std::size_t most_hypotheses = 16; ///< of a class; each costs a pass over its rows

struct Hypothesis {
    Rate rate;
    std::ptrdiff_t explained =
        0; ///< tickers, less those that a footnote ties to the rate and that it does not fit
    std::ptrdiff_t anchored = 0; ///< tickers that a footnote ties to the rate

    auto rank() const { return std::tuple(explained, anchored); }
};

bool explains(const Interval rate, const Witness& row, const RatioSettings& settings) {
    if (fit(row.k, rate) >= settings.held) return true;
    if (!row.depositary() || relative_width(row.k) > settings.narrow) return false;
    return std::any_of(settings.ads_ratios.begin(), settings.ads_ratios.end(),
                       [&](double ratio) { return fit(row.k, over_ads(rate, ratio)) >= settings.held; });
}

void weigh(Hypothesis& hypothesis, std::span<const Witness> rows, const RatioSettings& settings) {
    std::set<std::uint32_t> explained, anchored, misfit;
    for (const Witness& row : rows) {
        const bool fits = explains(hypothesis.rate.k, row, settings);
        if (fits) explained.insert(row.owner);
        if (row.per_ads) (fits ? anchored : misfit).insert(row.owner);
    }
    hypothesis.explained = std::ssize(explained) - std::ssize(misfit);
    hypothesis.anchored = std::ssize(anchored);
}

bool possible(const Rate& rate, const RatioSettings& settings) {
    return std::all_of(settings.possible.begin(), settings.possible.end(), [&](const Rate& bound) {
        return bound.pair() != rate.pair() || overlap(bound.k, rate.k);
    });
}

} // namespace

double fit(Interval k, Interval candidate) noexcept {
    const Interval both = intersect(k, candidate);
    if (k.empty() || candidate.empty() || both.empty()) return 0.0;
    const double least = std::min(k.width(), candidate.width());
    return least > 0.0 ? both.width() / least : 1.0;
}

std::vector<Rate> find_rates(std::span<const Witness> rows, const Rate& pair, const RatioSettings& settings) {
    std::vector<Interval> intervals;
    std::vector<std::uint32_t> owners;
    for (const Witness& row : rows) {
        intervals.push_back(row.k);
        owners.push_back(row.owner);
    }
    std::vector<Peak> heights = peaks(intervals, owners);
    std::erase_if(heights, [&](const Peak& peak) { return peak.owners < settings.witnesses; });
    std::stable_sort(heights.begin(), heights.end(),
                     [](const Peak& a, const Peak& b) { return a.owners > b.owners; });
    if (heights.size() > most_hypotheses) heights.resize(most_hypotheses);

    std::vector<Hypothesis> best;
    for (const Peak& peak : heights) {
        Hypothesis hypothesis{{pair.price, pair.report, clique_at(intervals, peak).common, peak.owners}};
        if (relative_width(hypothesis.rate.k) > settings.narrow || !possible(hypothesis.rate, settings))
            continue;
        weigh(hypothesis, rows, settings);
        if (!best.empty() && hypothesis.rank() < best.front().rank()) continue;
        if (!best.empty() && hypothesis.rank() > best.front().rank()) best.clear();
        best.push_back(hypothesis);
    }

    // Rows that narrowly miss each other make neighbouring peaks: together they are one rate, known less
    // sharply.
    std::sort(best.begin(), best.end(),
              [](const Hypothesis& a, const Hypothesis& b) { return a.rate.k.low < b.rate.k.low; });
    std::vector<Rate> rates;
    for (const Hypothesis& hypothesis : best) {
        if (!rates.empty()) {
            const Interval hull{rates.back().k.low, std::max(rates.back().k.high, hypothesis.rate.k.high)};
            if (relative_width(hull) <= settings.narrow) {
                rates.back().k = hull;
                continue;
            }
        }
        rates.push_back(hypothesis.rate);
    }
    return rates;
}

} // namespace yanbao::witness
