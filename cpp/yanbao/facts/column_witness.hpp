#pragma once

#include "yanbao/facts/stock_table.hpp"

namespace yanbao::facts {

/// Settles columns whose headers are garbled, where price x k = EPS x PE leaves one reading: a price among unread
/// columns, the PE (EPS) group beside a known EPS (PE) group, years of a group that its sibling prints.  Each choice is
/// a finding, and so is each column that stays unreadable.
void settle_by_witness(const Context& context, StockTable& table, Facts& facts);

} // namespace yanbao::facts
