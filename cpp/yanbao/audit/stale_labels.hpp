#pragma once

#include "yanbao/facts/facts.hpp"

namespace yanbao::audit {

/// Findings `stale_label`, one a table, where figures of a year are called estimates after that year had to be reported
/// on: four months after its end.  A day of publication that is only inferred tells nothing.
void find_stale_labels(facts::Facts& facts);

} // namespace yanbao::audit
