#pragma once
// Where a cell stands among those of its cross-section, or of its group in it, that have a value; with the bounds that
// printed precision leaves open.

#include "yanbao/screen/numbers.hpp"

#include <cstdint>

namespace yanbao::screen {

/// Which cells stand against each other: all of a section of `width` cells, or those of one group in it.
struct Among {
    std::size_t width = 0;
    std::span<const std::int32_t> group = {}; ///< of each cell, -1 for none; empty: all are together
};

/// Ranks from 1 for the smallest, equals sharing their mean; over `n` (the number with a value) if
/// `as_quantile`. The bounds are the ranks that the bounds of all cells leave open.
Numbers ranked(const Numbers& a, const Among& among, bool as_quantile);

/// Whether a cell is one of the `n` largest; all that equal the last of them are.
std::vector<Truths> among_top(const Numbers& a, const Among& among, std::size_t n);

/// The mean of those that have a value, in each cell; the bounds are those of the means of what may have one.
Numbers averaged(const Numbers& a, const Among& among);

} // namespace yanbao::screen
