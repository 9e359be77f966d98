#include "yanbao/witness/clique.hpp"

#include <algorithm>

namespace yanbao::witness {

namespace {

struct End {
    double at;
    bool closes; ///< closed intervals that touch do share a point: opens sort before closes
    std::uint32_t owner;
};

std::vector<End> sorted_ends(std::span<const Interval> intervals, std::span<const std::uint32_t> owner) {
    std::vector<End> ends;
    ends.reserve(2 * intervals.size());
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        if (intervals[i].empty()) continue;
        const auto whose = owner.empty() ? static_cast<std::uint32_t>(i) : owner[i];
        ends.push_back({intervals[i].low, false, whose});
        ends.push_back({intervals[i].high, true, whose});
    }
    std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) {
        if (a.at != b.at) return a.at < b.at;
        return a.closes < b.closes;
    });
    return ends;
}

} // namespace

std::vector<Peak> peaks(std::span<const Interval> intervals, std::span<const std::uint32_t> owner) {
    const std::vector<End> ends = sorted_ends(intervals, owner);
    std::uint32_t last = 0;
    for (const End& end : ends) last = std::max(last, end.owner);

    std::vector<Peak> found;
    std::vector<std::uint32_t> open_of(std::size_t{last} + 1, 0);
    Peak here;
    bool grown = false;
    for (const End& end : ends) {
        std::uint32_t& open = open_of[end.owner];
        if (!end.closes) {
            if (open++ == 0) ++here.owners;
            here.at = end.at;
            grown = true;
            continue;
        }
        if (grown) found.push_back(here);
        grown = false;
        if (--open == 0) --here.owners;
    }
    return found;
}

Clique clique_at(std::span<const Interval> intervals, const Peak& peak) {
    Clique clique;
    clique.common = Interval{};
    clique.owners = peak.owners;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        if (!intervals[i].holds(peak.at)) continue;
        clique.members.push_back(i);
        clique.common = intersect(clique.common, intervals[i]);
    }
    return clique;
}

Clique largest_clique(std::span<const Interval> intervals, std::span<const std::uint32_t> owner) {
    Peak best;
    bool unique = true;
    for (const Peak& peak : peaks(intervals, owner)) {
        if (peak.owners < best.owners) continue;
        unique = peak.owners > best.owners;
        if (unique) best = peak;
    }
    if (best.owners == 0) return {};
    Clique clique = clique_at(intervals, best);
    clique.unique = unique;
    return clique;
}

} // namespace yanbao::witness
