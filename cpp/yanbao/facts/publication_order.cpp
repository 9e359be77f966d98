#include "yanbao/facts/publication_order.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/digits.hpp"

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::int32_t longest_after_day = 7; ///< from the closes that a report prints to its own day

struct Speaking {
    bool day_first = false, month_first = false;
    std::optional<bool> for_day_first() const {
        return day_first == month_first ? std::nullopt : std::optional(day_first);
    }
};

} // namespace

std::optional<text::TwoReadings> next_two_readings(const Context& context, Range r, std::uint32_t from) {
    const auto& atoms = context.document.atoms;
    for (std::uint32_t at = std::max(from, r.begin); at < r.end; ++at)
        if (lexicon::is_digit(atoms.cp[at]))
            if (const auto day = text::two_readings_at(atoms, at, r.end)) return day;
    return std::nullopt;
}

std::optional<Date> settled_reading(const Context& context, const text::TwoReadings& day) {
    const auto& atoms = context.document.atoms;
    const auto by_day = day.day_first.date(), by_month = day.month_first.date();
    if (!by_day || !by_month) return std::nullopt;
    Speaking order, near;
    const auto just_before = [](Date said, Date reading) {
        return said <= reading && reading - said <= longest_after_day;
    };
    for (auto date = text::next_date(atoms, 0, atoms.size()); date;
         date = text::next_date(atoms, date->range.end, atoms.size())) {
        const auto said = date->year > 0 ? date->date() : std::nullopt;
        if (!said) continue;
        const auto first = text::digits_at(atoms, date->range.begin, date->range.end, 2);
        const bool same_manner = first.length > 0 && first.length <= 2 && first.end < date->range.end &&
                                 atoms.cp[first.end] < U'\u0080' &&
                                 lexicon::is_digit(atoms.cp[first.end + 1]) &&
                                 !lexicon::is_digit(atoms.cp[first.end]);
        if (same_manner && date->day != date->month)
            (first.value == date->day ? order.day_first : order.month_first) = true;
        near.day_first = near.day_first || just_before(*said, *by_day);
        near.month_first = near.month_first || just_before(*said, *by_month);
    }
    const auto spoken = order.for_day_first() ? order.for_day_first() : near.for_day_first();
    return spoken ? (*spoken ? by_day : by_month) : std::nullopt;
}

} // namespace yanbao::facts
