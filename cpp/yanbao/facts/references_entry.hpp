#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>
#include <vector>

namespace yanbao::facts {

/// One entry of a list of reports.
struct ReferenceEntry {
    text::Range whole;
    text::Range no;    ///< digits of its number in the list
    text::Range kind;  ///< what stands before the title and a colon
    text::Range title; ///< without its marks
    text::Range day;
    text::Range behind; ///< where no day could be read: dashes and digits behind the title
    std::optional<Date> published;
};

/// The entries in `r`, whose titles stand between 《 》 or << >>; one that the scanner left open ends at its day.
std::vector<ReferenceEntry> quoted_entries(const text::Atoms& atoms, text::Range r);

/// The day of an entry that a line break or page furniture parts from its title, or cuts: `head` is what stands behind the
/// title, `tail` a line of digits and dashes that follows it in the source.
std::optional<Date> parted_day(const text::Atoms& atoms, text::Range head, text::Range tail);

/// Digits and the marks of a day, nothing else.
bool is_part_of_day(const text::Atoms& atoms, text::Range r) noexcept;

/// Entries without such marks: 1. title-2023/08/27, title——2024-02-07.
std::vector<ReferenceEntry> dated_entries(const text::Atoms& atoms, text::Range r);

} // namespace yanbao::facts
