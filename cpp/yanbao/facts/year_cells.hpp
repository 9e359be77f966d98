#pragma once
// Cells that hold the figures of several years.

#include "yanbao/facts/year_parts.hpp"

namespace yanbao::facts {

/// Whether a cell of the row, under a header that holds several years, holds figures and not one for each of these years.
bool miscounts_years(const Context& context, const table::Grid& grid, const YearPart& part,
                     std::uint32_t row);

} // namespace yanbao::facts
