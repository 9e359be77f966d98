#pragma once
// The valuation and growth of a group of companies, a theme most often.

#include "yanbao/metrics/array.hpp"
#include "yanbao/metrics/membership.hpp"

#include <vector>

namespace yanbao::metrics {

/// PE of a group in the three ways of the field.  The members that count have both a market cap and earnings,
/// in one currency.
struct GroupPe {
    double by_sum =
        missing; ///< sum of caps over sum of earnings, losses kept; NaN where the sum is not positive
    double harmonic =
        missing; ///< 1 / mean of earnings over cap, losses kept; NaN where the mean is not positive
    double median = missing;         ///< of the members that earn something
    std::int64_t members = 0;        ///< in the group
    std::int64_t n = 0;              ///< that count
    std::int64_t profitable = 0;     ///< that the median is of
    double cap_coverage = missing;   ///< share of the group's known market cap that counts
    std::int64_t yields = 0;         ///< that harmonic is of: `n`, but where yields are known without caps
    double yield_coverage = missing; ///< share of the group's known market cap that has a yield
};

/// One a column of `matrix`; members count from strength `least` on.
std::vector<GroupPe> group_pe(const ArrayView& market_cap, const ArrayView& earnings,
                              const MembershipMatrix& matrix, Strength least = 1);

/// Growth of a group: sum of ends over sum of bases, less 1, over the members that have both.
struct GroupGrowth {
    double by_sum = missing; ///< NaN where the bases do not sum to something positive
    double median = missing; ///< of the members whose base is positive
    std::int64_t members = 0, n = 0;
};
std::vector<GroupGrowth> group_growth(const ArrayView& base, const ArrayView& end,
                                      const MembershipMatrix& matrix, Strength least = 1);

/// Mean of the middle two for an even count; NaN for none.  Reorders `values`.
double median(std::vector<double>& values);

} // namespace yanbao::metrics
