#pragma once
// Where a cell stands among those of its cross-section that have a value.

#include "yanbao/screen/numbers.hpp"

namespace yanbao::screen {

/// Ranks from 1 for the smallest, equals sharing their mean; over `n` (the number with a value) if
/// `as_quantile`. The bounds are the ranks that the bounds of all cells leave open.
Numbers ranked(const Numbers& a, std::size_t width, bool as_quantile);

/// Whether a cell is one of the `n` largest; all that equal the last of them are.
std::vector<Truths> among_top(const Numbers& a, std::size_t width, std::size_t n);

} // namespace yanbao::screen
