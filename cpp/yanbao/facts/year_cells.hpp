#pragma once
// Cells that hold the figures of several years.

#include "yanbao/facts/repeated_years.hpp"

namespace yanbao::facts {

/// Whether a cell of the row, under a header that holds several years, holds figures and not one for each of these years.
bool miscounts_years(const Context& context, const table::Grid& grid, const YearPart& part,
                     std::uint32_t row);

/// Adds a month and a year without a letter (01/25) that stand right beside the same month of the next year or the last (01/26e).
void add_months_beside(std::vector<YearCell>& years, const std::vector<YearCell>& maybe);

/// Adds the years of one cell; whether one of them says that it is an actual or an estimate.
bool add_packed(std::vector<YearCell>& years, const std::vector<PackedYear>& packed, text::Range cell,
                std::uint32_t column);

} // namespace yanbao::facts
