#pragma once
// Numbers without bounds: runs of doubles, NaN for none.  What comes from a caller may hold infinities, which are no
// values either; what is computed here holds none.

#include "yanbao/screen/mask.hpp"
#include "yanbao/screen/program.hpp"

namespace yanbao::screen {

/// Cells of a block, or one number for all of them where `cells` is null.
struct Plain {
    const double* cells = nullptr;
    double constant = 0.0;
};

/// a op b for add, subtract, multiply, divide into `count` cells that are neither those of `a` nor of `b`.
void combine(Op op, Plain a, Plain b, std::size_t count, double* out) noexcept;
double combine(Op op, double a, double b) noexcept;

void negate(const double* a, std::size_t count, double* out) noexcept;

/// a op b for the comparisons.
void compare(Op op, Plain a, Plain b, std::size_t count, Mask& out);

} // namespace yanbao::screen
