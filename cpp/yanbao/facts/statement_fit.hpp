#pragma once
// Whether the cells of a row stand under the years that its place says.

#include "yanbao/facts/year_parts.hpp"

namespace yanbao::facts {

/// Between the years stand only their own figures; where there are others, cells have been torn.
bool has_figures_between_years(const Context& context, const table::Grid& grid, const YearPart& part,
                               std::uint32_t row);

/// More figures or fewer than there are years, and no blank cell: nothing tells which is whose.
bool misfits_years(const Context& context, const table::Grid& grid, const YearPart& part, std::uint32_t row);

} // namespace yanbao::facts
