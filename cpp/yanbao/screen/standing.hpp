#pragma once
// Where numbers without bounds stand among those of their cross-section, or of their group in it.

#include "yanbao/screen/mask.hpp"
#include "yanbao/screen/order.hpp"
#include "yanbao/screen/plain.hpp"

namespace yanbao::screen {

/// Rank or quantile of each cell of a block into `out`, which is not `values`; `group` is null where all of a section
/// are together.
void place_cells(const double* values, std::size_t count, const Order& order, const std::int32_t* group,
                 bool as_quantile, Grouper& room, double* out);

/// Whether each is one of the `n` largest.
void place_top(const double* values, std::size_t count, const Order& order, const std::int32_t* group,
               std::size_t n, Grouper& room, Mask& out);

/// The mean of those that have a value: of the section in each of its cells, or of the group in each cell of it.
class Averager {
  public:
    void mean(Plain values, std::size_t count, std::size_t width, const std::int32_t* group, double* out);

  private:
    std::vector<double> sums_;
    std::vector<std::size_t> counts_;
};

} // namespace yanbao::screen
