#include "yanbao/audit/audit.hpp"

#include "yanbao/audit/conflicts.hpp"
#include "yanbao/audit/ratios.hpp"

namespace yanbao::audit {

void audit(const layout::Document& document, facts::Facts& facts) {
    const auto rows = rows_of(facts);
    hold_tables_against_each_other(document, rows, facts);
    explain(rows, facts);
}

} // namespace yanbao::audit
