#pragma once
// Several metrics named together and then their figures: sales and profit of 10/12 and 1/2, each with its unit.

#include "yanbao/facts/prose_mentions.hpp"
#include "yanbao/facts/value_list.hpp"

#include <vector>

namespace yanbao::facts {

/// How many mentions from `first` on stand together, with nothing but "and" and its kin between them; at least 1.
std::size_t mentions_together(const Context& context, const std::vector<Mention>& mentions,
                              std::size_t first);

/// The lists of so many metrics for so many years that start at `at`, one behind the other; nothing where the figures are more
/// or fewer.
std::vector<ValueList> lists_together(const Context& context, std::uint32_t at, std::uint32_t end,
                                      std::size_t metrics, std::size_t years);

} // namespace yanbao::facts
