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

/// Weights of each date by its values less their mean: as much long as short, of gross 1, and 0 where all values are
/// the same.  NaN for a name without a value.
std::vector<double> weights(std::span<const double> values, Cells cells);

} // namespace yanbao::backtest::factor
