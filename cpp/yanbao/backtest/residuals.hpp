#pragma once
// What industries and numbers leave of a factor on one date.

#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::backtest::factor {

/// What a regression explains by: a code of each name's group, -1 for none (empty: one group of all), and columns.
struct Exposures {
    std::span<const std::int32_t> group;
    std::vector<std::span<const double>> columns;
};

/// Residuals of the ordinary least squares of `values` on an intercept for each group and on the columns, in place.
/// A name that lacks any of them has none.  Columns that the groups and those before them hold already add nothing.
/// Where all of the values is explained, to 1e-12 of the largest, the residuals are 0 and not what rounding left.
class Residuals {
  public:
    void take(std::span<double> values, const Exposures& on);

  private:
    void keep_complete(std::span<double> values, const Exposures& on);
    void demean(std::vector<double>& column);

    std::vector<std::size_t> names_;       ///< that have everything
    std::vector<std::int32_t> group_;      ///< of those
    std::vector<double> sum_, weight_, y_; ///< by group; the values of those
    std::vector<std::vector<double>> basis_;
};

} // namespace yanbao::backtest::factor
