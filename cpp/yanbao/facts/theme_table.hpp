#pragma once

#include "yanbao/facts/theme_reader.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// Tables of themes: a row a theme, with a column of its companies.  Only grids that no other rule has taken.
void read_theme_tables(const Context& context, const std::vector<table::Grid>& grids, Facts& facts,
                       ThemeLists& into);

} // namespace yanbao::facts
