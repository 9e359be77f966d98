#pragma once
// The numbers of a block of cells while a program runs: values, and the bounds that printed precision leaves
// them.

#include "yanbao/base/interval.hpp"
#include "yanbao/screen/panel.hpp"
#include "yanbao/screen/program.hpp"

#include <limits>

namespace yanbao::screen {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct Numbers {
    std::vector<double> value;     ///< `no_value`: none
    std::vector<Interval> bounds;  ///< empty: none; the vector itself is empty where bounds are not asked for
    std::vector<std::uint8_t> gap; ///< 1: the value may be missing although there are bounds

    bool bounded() const noexcept { return !bounds.empty(); }
};

/// Cells [first, first + count) of a column.
Numbers load(const NumberColumn& column, std::size_t first, std::size_t count, bool bounded);
Numbers constant(double value, std::size_t count, bool bounded);

/// -a, and a op b for add, subtract, multiply, divide.  Division by 0, and what is not finite, has no value.
void negate(Numbers& a);
void combine(Op op, Numbers& a, const Numbers& b);

/// a op b for the comparisons.
std::vector<Truths> compare(Op op, const Numbers& a, const Numbers& b);

} // namespace yanbao::screen
