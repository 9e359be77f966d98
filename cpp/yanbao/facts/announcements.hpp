#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Company announcements: company, title, its kind from the words of the title, and the figures of the text under it.
/// An entry whose company cannot be told gives no row but a finding.
void read_announcements(const Context& context, Facts& facts);

} // namespace yanbao::facts
