#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// What the report is: house, title, kind, day of publication, sector or company and their ratings.
void read_meta(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
