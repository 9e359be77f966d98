#pragma once
// Announcements printed as a table: a company and what it announces a row.

#include "yanbao/facts/section.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

struct TabledAnnouncement {
    text::Range company; ///< empty where its cell is too long for a name or holds none
    Entry entry;         ///< its headline is the title, its body what the other cells of the row say
};

/// The rows of a grid whose header or caption says that they are announcements; none of another grid.
std::vector<TabledAnnouncement> announcements_in(const Context& context, const table::Grid& grid);

} // namespace yanbao::facts
