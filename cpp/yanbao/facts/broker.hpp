#pragma once

#include "yanbao/facts/meta_cover.hpp"

namespace yanbao::facts {

/// The house that publishes a report, among all that it prints: told by its research institute under the figures, its
/// disclaimer, the addresses and licences of its people.  Sets `facts.meta.broker`.
void read_broker(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
