#pragma once
// What is held by a factor: buckets of equal weights, how they change, and weights by the factor itself.

#include "yanbao/backtest/study.hpp"

namespace yanbao::backtest::factor {

struct BucketReturns {
    std::vector<double> mean, error; ///< dates x buckets; error is std (ddof 1) over the root of names
    std::vector<std::int32_t> names; ///< that have a return
    std::vector<double> all;         ///< mean of all names in a bucket, by date
};

/// Means of the returns in each bucket; none on a date on which fewer than `least` names have a bucket and a return.
BucketReturns bucket_returns(std::span<const std::int32_t> bucket, std::span<const double> returns,
                             Cells cells, std::size_t buckets, std::size_t least);

/// Share of a bucket's names, dates x buckets, that were not in it on the date that `earlier` names; NaN where that
/// is none (-1) and where either is empty.
std::vector<double> newcomers(std::span<const std::int32_t> bucket, Cells cells,
                              std::span<const std::int32_t> earlier, std::size_t buckets);

struct Weighting {
    bool demeaned = true; ///< as much long as short: values less their mean, or their median where equal
    bool equal = false;   ///< by the sign alone, each side sharing its half
};

/// Weights of each date whose absolute values sum to 1, 0 where all values are the same; within groups of equal
/// gross weight where `group` is not empty.  NaN for a name without a value, or without a group.
std::vector<double> weights(std::span<const double> values, Cells cells, std::span<const std::int32_t> group,
                            std::size_t groups, Weighting how);

} // namespace yanbao::backtest::factor
