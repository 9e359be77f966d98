#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>

namespace yanbao::facts {

/// The week that the title of a weekly names: (24年第7周), 2024年第38周, (20250421-0425), (6.23-6.27).
struct IssueWeek {
    Date sunday;        ///< the day that ends its ISO week
    text::Range series; ///< what stands before the week: the name of the series
    text::Range week;
};

/// `year` serves where the week or period prints none.
std::optional<IssueWeek> issue_week(const text::Atoms& atoms, text::Range title, std::optional<int> year);

} // namespace yanbao::facts
