#include "yanbao/facts/market_windows.hpp"

#include "yanbao/facts/events_days.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

namespace {

using lexicon::is_digit;

constexpr int earliest_year = 1990, latest_year = 2099;

class WindowReader {
  public:
    WindowReader(const Context& context, lexicon::CategoryId terms, std::uint32_t end)
        : c_(context), a_(context.document.atoms), terms_(terms), end_(end) {}

    std::optional<PrintedWindow> read(std::uint32_t at) const {
        if (auto years = of_years(at)) return years;
        if (const auto days = days_at(c_, at, end_, false)) return printed(at, since(days->range.end));
        return of_month(at);
    }

    std::optional<PrintedWindow> read_recent(const lexicon::Hit& recent) const {
        std::uint32_t end = recent.end;
        while (end < end_ && is_digit(a_.cp[end])) ++end;
        if (end == recent.end) {
            std::size_t length = 0;
            layout::chinese_number(a_.view({end, end_}), 0, length);
            end += static_cast<std::uint32_t>(length);
        }
        if (end == recent.end) return std::nullopt;
        for (const std::string_view unit : {"year", "month", "day"})
            if (const std::uint32_t behind = skip(end, unit); behind > end)
                return printed(recent.begin, behind);
        const auto unit = text::unit_at(a_, c_.lexicon, end, end_);
        return unit ? std::optional(printed(recent.begin, unit->range.end)) : std::nullopt;
    }

  private:
    std::optional<lexicon::Hit> word(std::uint32_t at) const {
        if (at >= end_) return std::nullopt;
        const auto hit = c_.lexicon.at(terms_, a_.cp, a_.flags, at);
        return hit && hit->end <= end_ ? hit : std::nullopt;
    }
    std::uint32_t skip(std::uint32_t at, std::string_view key) const {
        const auto hit = word(at);
        return hit && c_.lexicon.key(terms_, hit->key) == key ? hit->end : at;
    }
    std::uint32_t since(std::uint32_t at) const { return skip(at, "since"); }

    PrintedWindow printed(std::uint32_t at, std::uint32_t end) const {
        return {c_.document.squeezed({at, end}), end, false};
    }

    struct Year {
        int value = 0;
        std::uint32_t end = 0;
    };
    Year year_at(std::uint32_t at) const {
        Year year{0, at};
        while (year.end < end_ && is_digit(a_.cp[year.end]) && year.end - at < 5)
            year.value = year.value * 10 + static_cast<int>(a_.cp[year.end++] - U'0');
        if (year.end - at != 4 || year.value < earliest_year || year.value > latest_year) return {};
        return year;
    }

    std::optional<PrintedWindow> of_years(std::uint32_t at) const {
        const Year first = year_at(at);
        if (first.end == 0) return std::nullopt;
        if (const auto named = word(first.end))
            if (const auto name = c_.lexicon.text(terms_, named->key, "window"); !name.empty())
                return PrintedWindow{std::string(name), named->end, true};
        const std::uint32_t behind = skip(first.end, "year");
        const bool to = behind < end_ && (is_range_mark(a_.cp[behind]) || skip(behind, "to") == behind + 1);
        if (const Year last = to ? year_at(behind + 1) : Year{}; last.value > first.value)
            return PrintedWindow{std::to_string(first.value) + "-" + std::to_string(last.value),
                                 skip(last.end, "year"), false};
        if (behind == first.end || (behind < end_ && is_digit(a_.cp[behind]))) return std::nullopt;
        const std::uint32_t end = since(behind);
        return end > behind ? printed(at, end) : PrintedWindow{std::to_string(first.value), end, false};
    }

    // The month's n-th week is the one that the report is of.
    std::optional<PrintedWindow> of_month(std::uint32_t at) const {
        std::uint32_t from = at;
        if (const Year year = year_at(at); year.end > 0) from = skip(year.end, "year");
        std::uint32_t end = from;
        while (end < end_ && is_digit(a_.cp[end]) && end - from < 3) ++end;
        const std::uint32_t behind = skip(end, "month");
        if (end == from || end - from > 2 || behind == end) return std::nullopt;
        const std::uint32_t number = skip(behind, "ordinal");
        if (number > behind && number + 1 < end_)
            if (const auto week = word(number + 1); week && c_.lexicon.key(terms_, week->key) == "week_mark")
                return PrintedWindow{std::string(c_.lexicon.text(terms_, week->key, "window")), week->end,
                                     true};
        return printed(at, since(behind));
    }

    const Context& c_;
    const text::Atoms& a_;
    lexicon::CategoryId terms_;
    std::uint32_t end_;
};

} // namespace

std::optional<PrintedWindow> window_at(const Context& context, lexicon::CategoryId terms, std::uint32_t at,
                                       std::uint32_t end) {
    return WindowReader(context, terms, end).read(at);
}

std::optional<PrintedWindow> recent_window(const Context& context, lexicon::CategoryId terms,
                                           const lexicon::Hit& recent, std::uint32_t end) {
    return WindowReader(context, terms, end).read_recent(recent);
}

} // namespace yanbao::facts
