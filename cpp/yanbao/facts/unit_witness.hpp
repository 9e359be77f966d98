#pragma once
// Figures of money whose table prints no unit: another place of the report that prints the same figures may settle it.

#include "yanbao/facts/context.hpp"

#include <vector>

namespace yanbao::facts {

/// Estimates of the report's company whose value is still as printed, in reading order.
class UnsettledMoney {
  public:
    void add(Estimate as_printed) { figures_.push_back(std::move(as_printed)); }

    /// Once prose and the other tables are read: the unit of a table is the one in which at least two of its figures equal,
    /// digit for digit, what another place prints with its unit, while none of the same metric and year contradicts it.
    /// Its figures become estimates, with a finding; those of other tables are left out, with one each.
    void settle(const Context& context, Facts& facts) const;

    const std::vector<Estimate>& figures() const noexcept { return figures_; }

  private:
    std::vector<Estimate> figures_;
};

} // namespace yanbao::facts
