#pragma once
// Bounds within one date: quantile buckets, buckets of values, and clipping of what lies far out.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::backtest::factor {

enum class Cut : std::uint8_t {
    shares, ///< bounds are shares of the names, 0 to 1, interpolated between them: pandas' qcut
    widths, ///< so many equal widths between the lowest and the highest value: pandas' cut
    values, ///< bounds are values, a bucket holds its upper one and not its lower one
};

struct Buckets {
    Cut cut = Cut::shares;
    std::vector<double> bounds; ///< ascending; of `widths` any, one more than buckets
    std::size_t count() const noexcept { return bounds.empty() ? 0 : bounds.size() - 1; }
    /// Throws InvalidValue for fewer than two bounds, and ones that do not ascend or are no shares.
    void check() const;
};

/// Shares for `count` buckets of as many names each, rounded up where a double cannot hold them, as pandas' qcut does: a
/// name that lies on a bound stays below it for 2, 3, 4, 5, 8, 10 and 20 of them, and for others most often.
std::vector<double> even_shares(std::size_t count);

/// Linear between the order statistics; NaN for none.
double quantile(std::span<const double> sorted, double share);

/// The bucket of each value from 1 on, 0 for none.  Equal values share one: the lowest whose upper bound is not below
/// them, so that ties may leave a bucket empty.
void bucket(std::span<const double> values, const Buckets& buckets, std::span<std::int32_t> out,
            std::vector<double>& space);

/// Into median +- width * 1.4826 * (median absolute deviation); nothing where that deviation is 0, as it is where
/// more than half of the values are the same.
void clip_mad(std::span<double> values, double width, std::vector<double>& space);

/// Into the quantiles `share` and 1 - `share`.
void clip_shares(std::span<double> values, double share, std::vector<double>& space);

} // namespace yanbao::backtest::factor
