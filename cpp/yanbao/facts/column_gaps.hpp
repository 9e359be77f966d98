#pragma once

#include "yanbao/facts/stock_table.hpp"

namespace yanbao::facts {

/// What a header of one row leaves unsaid: a year alone goes on with the metric before it (EPS 24A, 25E, 26E), a word for
/// growth alone is the growth of the figure before it.  A year that is printed twice for one metric is not believed, and
/// neither are the metric's others: arithmetic may tell them.
void fill_column_gaps(const Context& context, StockTable& table);

} // namespace yanbao::facts
