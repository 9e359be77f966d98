#pragma once

#include "yanbao/facts/cell_value.hpp"

namespace yanbao::facts {

/// The unit of a table's money where its own headers print none: in its caption, else in the headings that it stands under.
FigureUnit unit_over(const Context& context, const table::Grid& grid);

/// The unit of sums that a corner or a header above the years prints: (RMB mn), RMB bn, YE Dec.
FigureUnit money_in(const Context& context, text::Range r);

} // namespace yanbao::facts
