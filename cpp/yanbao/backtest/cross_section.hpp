#pragma once
// One date's cross-section: ranks and correlations of the names that are there.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace yanbao::backtest::factor {

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct Placed {
    double value = 0.0;
    std::uint32_t place = 0;
};

/// Ranks from 1, equal values sharing the mean of theirs; a NaN has none.  `space` is kept from date to date.
void average_ranks(std::span<const double> values, std::span<double> ranks, std::vector<Placed>& space);

/// Pearson's, of pairs without a NaN; NaN for fewer than two, and where either side is constant or overflows.
double correlation(std::span<const double> a, std::span<const double> b);

/// Two columns of pairs, and what ranking them needs.
class Pairs {
  public:
    void clear() noexcept;
    void add(double a, double b);
    std::size_t size() const noexcept { return a_.size(); }
    double pearson() const { return correlation(a_, b_); }
    /// Spearman's: Pearson's of the average ranks of these pairs.
    double spearman();

  private:
    std::vector<double> a_, b_, rank_a_, rank_b_;
    std::vector<Placed> space_;
};

} // namespace yanbao::backtest::factor
