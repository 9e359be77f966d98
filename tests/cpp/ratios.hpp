#pragma once
// Figures as a broker would print them, and how the core words its account of them.

#include "yanbao/witness/rates.hpp"

#include <cmath>
#include <string>

/// A true value with the bounds that its printed digits leave it.
inline yanbao::Interval rounded(double value, int digits) {
    const double unit = std::pow(10.0, -digits);
    return yanbao::Interval::around(std::round(value / unit) * unit, 0.5 * unit);
}

inline std::string explains(const yanbao::witness::RatioSolution& solution, std::size_t row) {
    return solution.rows[row].text();
}
