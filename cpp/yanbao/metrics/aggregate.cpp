#include "yanbao/metrics/aggregate.hpp"

#include "yanbao/metrics/pe_tally.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::metrics {

namespace {

/// Calls `visit(security)` for the members of a theme.
template<class Visit>
std::int64_t each_member(const MembershipMatrix& matrix, Eigen::Index theme, Strength least, Visit visit) {
    std::int64_t members = 0;
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        if (matrix(i, theme) < std::max<Strength>(least, 1)) continue;
        ++members;
        visit(i);
    }
    return members;
}

GroupPe one_pe(const ArrayView& cap, const ArrayView& earnings, const MembershipMatrix& matrix,
               Eigen::Index theme, Strength least) {
    PeTally tally;
    each_member(matrix, theme, least, [&](Eigen::Index i) { tally.add(cap[i], earnings[i]); });
    return tally.finish();
}

GroupGrowth one_growth(const ArrayView& base, const ArrayView& end, const MembershipMatrix& matrix,
                       Eigen::Index theme, Strength least) {
    GroupGrowth group;
    double from = 0.0, to = 0.0;
    std::vector<double> each;
    group.members = each_member(matrix, theme, least, [&](Eigen::Index i) {
        if (std::isnan(base[i]) || std::isnan(end[i])) return;
        ++group.n;
        from += base[i];
        to += end[i];
        if (base[i] > 0.0) each.push_back((end[i] - base[i]) / base[i]);
    });
    if (from > 0.0) group.by_sum = (to - from) / from;
    group.median = median(each);
    return group;
}

void same_rows(const MembershipMatrix& matrix, Eigen::Index a, Eigen::Index b) {
    require_size("rows of the membership matrix", a, matrix.rows());
    require_size("second array", a, b);
}

} // namespace

double median(std::vector<double>& values) {
    if (values.empty()) return missing;
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return 0.5 * (*std::max_element(values.begin(), middle) + *middle);
}

std::vector<GroupPe> group_pe(const ArrayView& market_cap, const ArrayView& earnings,
                              const MembershipMatrix& matrix, Strength least) {
    same_rows(matrix, market_cap.size(), earnings.size());
    std::vector<GroupPe> groups;
    for (Eigen::Index theme = 0; theme < matrix.cols(); ++theme)
        groups.push_back(one_pe(market_cap, earnings, matrix, theme, least));
    return groups;
}

std::vector<GroupGrowth> group_growth(const ArrayView& base, const ArrayView& end,
                                      const MembershipMatrix& matrix, Strength least) {
    same_rows(matrix, base.size(), end.size());
    std::vector<GroupGrowth> groups;
    for (Eigen::Index theme = 0; theme < matrix.cols(); ++theme)
        groups.push_back(one_growth(base, end, matrix, theme, least));
    return groups;
}

} // namespace yanbao::metrics
