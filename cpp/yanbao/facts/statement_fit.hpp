#pragma once
// Whether the cells of a row stand under the years that its place says.

#include "yanbao/facts/year_parts.hpp"

#include <string_view>

namespace yanbao::facts {

/// More figures or fewer than there are years, and no blank cell: nothing tells which is whose.
bool misfits_years(const Context& context, const table::Grid& grid, const YearPart& part, std::uint32_t row);

/// Why the cells of a row stand under no years for sure; empty where they do.  `count` asks for as many as the years.
std::string_view misplaced(const Context& context, const table::Grid& grid, const YearPart& part,
                           std::uint32_t row, bool count);

} // namespace yanbao::facts
