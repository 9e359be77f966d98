#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// What kind of report it is, told by its title and the labels of its cover: sets `meta.kind`.  Wants the sector's
/// rating; `has_subject` says that the cover names one company with its ticker.
void read_kind(const Context& context, const Cover& cover, const CoverLine* title, bool has_subject,
               Facts& facts);

} // namespace yanbao::facts
