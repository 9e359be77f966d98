#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// The first title line of the cover, as `meta.title`; gives that line, or nothing.
const CoverLine* read_title(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
