#include "yanbao/audit/rows.hpp"

namespace yanbao::audit {

const facts::Estimate* Row::find(std::string_view metric, const FiscalPeriod& period) const noexcept {
    for (const auto* e : estimates)
        if (e->metric == metric && e->period == period) return e;
    return nullptr;
}

bool Row::per_ads() const noexcept {
    for (const auto* e : estimates)
        if (e->qualifier.find("per_ads") != std::string::npos) return true;
    return false;
}

std::vector<Row> rows_of(const facts::Facts& facts) {
    std::vector<Row> rows;
    auto estimate = facts.estimates.begin();
    for (const auto& coverage : facts.coverage) {
        Row row{&coverage, {}};
        // both tables are in the order of the report, and a row's figures lie within it
        while (estimate != facts.estimates.end() && estimate->table_id < coverage.table_id) ++estimate;
        while (estimate != facts.estimates.end() && estimate->table_id == coverage.table_id &&
               estimate->at.start < coverage.at.start)
            ++estimate;
        while (estimate != facts.estimates.end() && estimate->table_id == coverage.table_id &&
               estimate->at.end <= coverage.at.end)
            row.estimates.push_back(&*estimate++);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace yanbao::audit
