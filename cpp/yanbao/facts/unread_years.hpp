#pragma once

#include "yanbao/facts/context.hpp"
#include "yanbao/facts/year_parts.hpp"

namespace yanbao::facts {

/// Of a grid that nothing read: a finding where its rows are those of such a table, and its header has labels that look like
/// forecast years and could not be read, or none at all.
void report_unread_years(const Context& context, const table::Grid& grid, std::int64_t table_id,
                         Facts& facts);

/// Says which years of the part's row stand too far from all others to be read with them.
void report_lone_years(const Context& context, const YearPart& part, std::int64_t table_id, Facts& facts);

} // namespace yanbao::facts
