#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// The day of publication: printed on the cover, else inferred from the week that a weekly names, else the first one
/// after what the report knows.  Wants the list of past issues (`references`) and the title.  Sets `published` and
/// `published_inferred` of `facts.meta`.
void read_publication(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
