#pragma once

#include "yanbao/facts/cell_value.hpp"

namespace yanbao::facts {

/// The unit of a table's money where its own headers print none: in its caption, else in the headings that it stands under.
FigureUnit unit_over(const Context& context, const table::Grid& grid);

} // namespace yanbao::facts
