#pragma once

#include "yanbao/facts/meta_rating.hpp"

namespace yanbao::facts {

/// The sector that a report is on and its rating: sets `sector`, `sector_rating` and `sector_rating_action`.
void read_sector(const Context& context, const Cover& cover, const std::vector<PrintedRating>& ratings,
                 Facts& facts);

} // namespace yanbao::facts
