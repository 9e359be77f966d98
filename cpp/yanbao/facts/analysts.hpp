#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// The people of the cover: who signs, who is to be called, with licence, telephone and e-mail.
void read_analysts(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
