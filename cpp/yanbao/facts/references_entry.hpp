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
    std::optional<Date> published;
};

/// The entries in `r`, whose titles stand between 《 》 or << >>; one that the scanner left open ends at its day.
std::vector<ReferenceEntry> quoted_entries(const text::Atoms& atoms, text::Range r);

/// Entries without such marks: 1. title-2023/08/27, title——2024-02-07.
std::vector<ReferenceEntry> dated_entries(const text::Atoms& atoms, text::Range r);

} // namespace yanbao::facts
