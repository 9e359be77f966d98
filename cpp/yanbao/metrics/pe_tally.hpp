#pragma once

#include "yanbao/metrics/aggregate.hpp"

#include <vector>

namespace yanbao::metrics {

/// Adds up the members of a group for its PE.
class PeTally {
  public:
    /// A member whose yield is its earnings over its cap.
    void add(double cap, double earnings);
    /// A member whose yield is known apart from these, with or without them.  NaN for what is not known.
    void add(double cap, double earnings, double earnings_yield);
    /// Of what was added; the tally is empty afterwards.
    GroupPe finish();

  private:
    bool add_cap(double cap, double earnings);
    void add_yield(double earnings_yield, double pe, double cap);

    GroupPe group_;
    double caps_ = 0.0, earned_ = 0.0, yields_ = 0.0, all_caps_ = 0.0, yield_caps_ = 0.0;
    std::vector<double> pes_;
};

} // namespace yanbao::metrics
