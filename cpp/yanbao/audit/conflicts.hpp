#pragma once

#include "yanbao/audit/rows.hpp"
#include "yanbao/layout/document.hpp"

namespace yanbao::audit {

/// Findings `table_conflict` where two rows of one company print figures that cannot both be right.
void hold_tables_against_each_other(const layout::Document& document, const std::vector<Row>& rows,
                                    facts::Facts& facts);

} // namespace yanbao::audit
