#pragma once
// What a report contradicts: its figures held against each other.

#include "yanbao/base/limits.hpp"
#include "yanbao/facts/facts.hpp"
#include "yanbao/layout/document.hpp"

namespace yanbao::audit {

/// Adds `ratios`, and findings where price x k = EPS x PE fails in a row, where two tables disagree on a company (and
/// whose row it is, where one says so), where k is ambiguous, and where a year long over is called an estimate.
void audit(const layout::Document& document, facts::Facts& facts);

/// Leaves out the findings beyond `limits.findings`; the last one left says so.
void cut_findings(const Limits& limits, facts::Facts& facts);

} // namespace yanbao::audit
