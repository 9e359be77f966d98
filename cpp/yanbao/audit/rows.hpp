#pragma once
// Rows of the report's tables, put together again from coverage and estimates.

#include "yanbao/facts/facts.hpp"

#include <vector>

namespace yanbao::audit {

struct Row {
    const facts::Coverage* coverage = nullptr;
    std::vector<const facts::Estimate*> estimates;

    /// The figure of a metric and period, or nothing.
    const facts::Estimate* find(std::string_view metric, const FiscalPeriod& period) const noexcept;
    bool per_ads() const noexcept;
};

/// One for each row of `coverage`, in order.
std::vector<Row> rows_of(const facts::Facts& facts);

} // namespace yanbao::audit
