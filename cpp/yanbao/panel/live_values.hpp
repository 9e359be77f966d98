#pragma once

#include "yanbao/panel/grid.hpp"

#include <vector>

namespace yanbao::panel {

/// What live estimates say together.
struct Summary {
    std::int32_t count = 0;
    double mean = missing;
    double median = missing;    ///< the mean of the middle two for an even count
    double deviation = missing; ///< standard deviation (ddof 1); NaN under 3
    double high = missing, low = missing;
};

/// How far rounding may have moved the mean of `n` values, of which none is larger in size.
inline double blur_of_mean(std::size_t n, double largest) {
    return static_cast<double>(n) * std::numeric_limits<double>::epsilon() * largest;
}

/// The values that are live at a time.  They are kept in order and added up anew, so that neither the order in which they
/// came nor what came and went before leaves a trace in a sum.
class LiveValues {
  public:
    void clear();
    void add(double x) { come_.push_back(x); }
    /// `x` must be there, or have been added.
    void remove(double x) { gone_.push_back(x); }

    Summary summary();
    /// Lies between the least and the largest value; NaN for none.
    double mean();
    /// A mean no larger than this may be 0, but for the rounding of values and sums.
    double blur();
    std::int32_t count();

  private:
    void settle();

    std::vector<double> sorted_, come_, gone_, spare_;
};

} // namespace yanbao::panel
