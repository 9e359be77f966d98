#pragma once
// Rows that have a cell more, or less, than their header.

#include "yanbao/table/grid.hpp"

#include <vector>

namespace yanbao::facts {

/// Cells of the header up to its last that is filled.
std::uint32_t header_width(const layout::Document& document, const table::Grid& grid) noexcept;
/// For each row, whether it goes on behind the header's end where most others do not: a cell too many has moved the rest.
std::vector<bool> shifted_rows(const layout::Document& document, const table::Grid& grid);

} // namespace yanbao::facts
