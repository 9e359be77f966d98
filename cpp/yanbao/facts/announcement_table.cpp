#include "yanbao/facts/announcement_table.hpp"

#include "yanbao/facts/meta_words.hpp"

namespace yanbao::facts {

namespace {

using table::CellKind;
using table::Grid;
using text::Range;

constexpr std::uint32_t longest_company_cell = 16; ///< in atoms

/// The columns that the header names; -1 where it names none.
struct AnnouncementColumns {
    int company = -1, title = -1, content = -1;
    bool announced = false; ///< a header speaks of announcements
};

AnnouncementColumns columns_of(const Context& context, const Grid& grid) {
    const Words words(context, "announcement_column");
    AnnouncementColumns found;
    for (std::uint32_t c = 0; c < grid.columns && c < grid.headers.size(); ++c) {
        for (const Range header : grid.headers[c]) {
            const auto word = words.whole(text::trimmed(context.document.atoms, header, U"*:"));
            if (!word) continue;
            const auto key = words.key(*word);
            found.announced = found.announced || key == "announcement";
            int& column = key == "company" ? found.company : key == "content" ? found.content : found.title;
            if (column < 0) column = static_cast<int>(c);
        }
    }
    if (found.title < 0) std::swap(found.title, found.content);
    return found;
}

bool speaks_of_announcements(const Context& context, Range caption) {
    const Words topics(context, "section_topic");
    for (const auto& hit : topics.in(caption))
        if (topics.key(hit) == "announcements") return true;
    return false;
}

} // namespace

std::vector<TabledAnnouncement> announcements_in(const Context& context, const Grid& grid) {
    std::vector<TabledAnnouncement> rows;
    const AnnouncementColumns columns = columns_of(context, grid);
    if (columns.company < 0 || columns.title < 0) return rows;
    if (!columns.announced && !speaks_of_announcements(context, grid.caption)) return rows;
    const auto cell = [&](std::uint32_t row, int column) {
        return column < 0 ? Range{}
                          : table::cell(context.document, grid, row, static_cast<std::uint32_t>(column));
    };
    for (std::uint32_t r = grid.header_rows; r < grid.rows.size(); ++r) {
        TabledAnnouncement row;
        row.company = cell(r, columns.company);
        if (const auto code = context.document.view(row.company).find(U'(');
            code != std::u32string_view::npos)
            row.company.end = row.company.begin + static_cast<std::uint32_t>(code);
        row.entry.headline = without_stops(context.document.atoms, cell(r, columns.title));
        if (const Range content = cell(r, columns.content); !content.empty())
            row.entry.body.push_back(content);
        if (row.entry.headline.empty()) {
            if (row.entry.body.empty()) continue;
            row.company = {}; // nothing is announced under a title
            row.entry.headline = row.entry.body.front();
        }
        if (row.company.size() > longest_company_cell ||
            table::kind_of(context.document, context.lexicon, row.company) != CellKind::text)
            row.company = {};
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace yanbao::facts
