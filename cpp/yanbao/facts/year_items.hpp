#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Lists that stand for a table: under a heading that is a year, items of a metric and its figure; under one that is a metric,
/// items of a year and its figure.
void read_year_items(const Context& context, Facts& facts);

} // namespace yanbao::facts
