#pragma once

#include "yanbao/facts/facts.hpp"
#include "yanbao/names/securities.hpp"

namespace yanbao::facts {

/// The list with the names that the report's own tables print beside tickers and the list does not know.  A name that
/// the list gives to another security is not learnt: one of the two is a misprint.
names::Securities with_names_learnt(const names::Securities& securities, const Facts& facts);

} // namespace yanbao::facts
