#pragma once

#include "yanbao/base/date.hpp"
#include "yanbao/facts/context.hpp"

#include <optional>

namespace yanbao::facts {

/// A day or a run of days as a list of events prints them; `year` is 0 where none is printed.
struct PrintedDays {
    struct Day {
        int year = 0, month = 0, day = 0;
        text::Range range;
    };
    Day start, end;
    text::Range range;
};

/// 2月27日-2月29日, 2月27-29日, 2024年2月27日至3月1日, 2024-02-27, and, where `bare`, 2/27 and 2.27-3.1, at `at`.
std::optional<PrintedDays> days_at(const Context& context, std::uint32_t at, std::uint32_t end, bool bare);

struct Days {
    Date start, end;
};
/// The days on the calendar.  A year that is not printed is the one that brings the first such day on or after
/// `published`; nothing where that is not known, or the calendar has no such day.
std::optional<Days> resolved(const PrintedDays& printed, std::optional<Date> published);

} // namespace yanbao::facts
