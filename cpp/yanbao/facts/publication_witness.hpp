#pragma once
// What a report without a day of its own knows: it cannot be older than the closes and announcements it cites.

#include "yanbao/base/date.hpp"
#include "yanbao/facts/meta_cover.hpp"

#include <optional>

namespace yanbao::facts {

/// A day whose closes are printed, or on which a company announced what the report tells.
struct KnownDay {
    Date date;
    text::Range at;
};

/// The latest such day; nothing where none is printed with its year, or a past issue is younger than all of them.
std::optional<KnownDay> latest_known_day(const Context& context, const Cover& cover,
                                         std::optional<Date> latest_issue);

/// The only day that stands alone on a printed line of running text behind the cover.
std::optional<KnownDay> only_day_alone(const Context& context, const Cover& cover);

/// A day before the end of a year whose figures the report calls actual is another's: it goes, with a finding.
void withdraw_early_day(const Context& context, Facts& facts);

} // namespace yanbao::facts
