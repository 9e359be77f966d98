#include "yanbao/audit/audit.hpp"

#include "yanbao/audit/conflicts.hpp"
#include "yanbao/audit/ratios.hpp"
#include "yanbao/audit/stale_labels.hpp"

#include <utility>

namespace yanbao::audit {

void audit(const layout::Document& document, facts::Facts& facts) {
    const auto rows = rows_of(facts);
    hold_tables_against_each_other(document, rows, facts);
    explain(rows, facts);
    find_stale_labels(facts);
}

void cut_findings(const Limits& limits, facts::Facts& facts) {
    if (facts.findings.size() <= limits.findings) return;
    const std::size_t kept = limits.findings == 0 ? 0 : limits.findings - 1;
    Finding cut{"limit",
                Severity::warning,
                "report",
                static_cast<std::uint32_t>(facts.findings.size() - kept),
                "the report has more findings than `findings`: the rest is left out",
                {}};
    facts.findings.resize(kept);
    facts.findings.push_back(std::move(cut));
}

} // namespace yanbao::audit
