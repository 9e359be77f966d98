#pragma once

#include "yanbao/facts/meta_rating.hpp"
#include "yanbao/facts/meta_subject.hpp"

namespace yanbao::facts {

/// The one company that the cover is about, where a line of it is name and ticker.
std::optional<Subject> cover_subject(const Context& context, const Cover& cover);

/// Sets ticker, name, rating, its action, price, target price and currency of `facts.meta`.
void read_company(const Context& context, const Cover& cover, const Subject& subject,
                  const std::vector<PrintedRating>& ratings, Facts& facts);

} // namespace yanbao::facts
