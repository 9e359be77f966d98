#include "yanbao/facts/theme_table.hpp"

#include "yanbao/facts/theme_list.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace yanbao::facts {

namespace {

using table::Grid;
using text::Range;

constexpr std::size_t most_parents = 1;

struct ListColumn {
    std::uint32_t column = 0;
    RoleWord role;
};

class ThemeTableReader {
  public:
    ThemeTableReader(const Context& context, const Facts& facts, ThemeLists& into)
        : d_(context.document), lexicon_(context.lexicon), words_(context.lexicon),
          companies_(context, words_, facts), column_(context.lexicon, "theme_column", "theme"),
          list_(context.lexicon, "theme_column", "list"), stock_(context.lexicon, "theme_column", "stock"),
          into_(into) {}

    bool read(const Grid& grid) {
        if (grid.header_rows == 0 || grid.columns < 2) return false;
        const std::vector<std::uint32_t> themes = theme_columns(grid);
        const std::vector<ListColumn> lists = list_columns(grid);
        if (themes.empty() || lists.empty()) return false;
        std::vector<Range> place(themes.size());
        for (std::uint32_t row = grid.header_rows; row < grid.rows.size(); ++row) {
            for (std::size_t i = 0; i < themes.size(); ++i)
                if (const Range r = cell(grid, row, themes[i]);
                    !r.empty()) { // a cell of several rows is printed once
                    place[i] = r;
                    std::fill(place.begin() + static_cast<std::ptrdiff_t>(i) + 1, place.end(), Range{});
                }
            for (const ListColumn& list : lists) take(cell(grid, row, list.column), list.role, place);
        }
        return true;
    }

  private:
    Range cell(const Grid& grid, std::uint32_t row, std::uint32_t column) const {
        return text::trimmed(d_.atoms, table::cell(d_, grid, row, column), U"*~");
    }
    Range header(const Grid& grid, std::uint32_t column) const {
        return column < grid.headers.size() && !grid.headers[column].empty() ? grid.headers[column].back()
                                                                             : Range{};
    }

    std::vector<std::uint32_t> theme_columns(const Grid& grid) const {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < grid.columns && found.size() <= most_parents; ++i)
            if (column_.is_whole(d_.atoms, header(grid, i))) found.push_back(i);
        return found;
    }

    // A header that is a role word, or one for companies where the cells hold lists of them.
    std::vector<ListColumn> list_columns(const Grid& grid) const {
        std::vector<ListColumn> found;
        for (std::uint32_t i = 0; i < grid.columns; ++i) {
            const Range head = header(grid, i);
            const auto roles = words_.roles(d_, head);
            const bool role = roles.size() == 1 && roles.front().range == head;
            const RoleWord said = role ? roles.front() : role_of_caption(grid);
            // companies of a field alone are no recommendation
            const bool list = role || stock_.is_whole(d_.atoms, head) ||
                              (!said.key.empty() && list_.is_whole(d_.atoms, head));
            if (list && holds_companies(grid, i)) found.push_back({i, said});
        }
        return found;
    }
    bool holds_companies(const Grid& grid, std::uint32_t column) const {
        std::uint32_t filled = 0, known = 0;
        for (std::uint32_t row = grid.header_rows; row < grid.rows.size(); ++row) {
            const Range r = cell(grid, row, column);
            filled += r.empty() ? 0 : 1;
            known += !r.empty() && list_in(r).begins_with_company() ? 1 : 0;
        }
        return filled > 0 && 2 * known > filled;
    }
    RoleWord role_of_caption(const Grid& grid) const {
        const auto roles = words_.roles(d_, grid.caption);
        return roles.size() == 1 ? roles.front() : RoleWord{};
    }
    CompanyList list_in(Range r) const { return read_list(d_.atoms, words_, companies_, r, false); }

    void take(Range r, const RoleWord& role, const std::vector<Range>& place) {
        Run run;
        for (Range words : place)
            if (!words.empty()) run.place = {Phrase(words), run.place.theme};
        if (text::is_absent(d_.atoms, lexicon_, r) || run.place.theme.empty()) return;
        run.own = role;
        for (Range part : clauses_of(r)) {
            CompanyList list = list_in(part);
            const bool label = part.end < r.end && stop_at(d_.atoms, part.end, r.end) == Stop::colon;
            if (label && list.known() == 0) continue; // not listed: A, B
            for (ListPart& each : list.parts) {
                auto& members = each.companies.empty() ? each.grouped : each.companies;
                if (members.empty())
                    run.unread.push_back(each.words);
                else
                    std::move(members.begin(), members.end(), std::back_inserter(run.companies));
            }
        }
        emit(run);
    }

    // Lists in a cell are parted by commas of any kind.
    std::vector<Range> clauses_of(Range r) const {
        std::vector<Range> parts;
        std::uint32_t begin = r.begin;
        for (std::uint32_t at = r.begin; at < r.end;) {
            const std::uint32_t behind = behind_bracket(d_.atoms, at, r.end);
            if (behind > at) {
                at = behind;
            } else if (stop_at(d_.atoms, at, r.end)) {
                if (begin < at) parts.push_back({begin, at});
                begin = ++at;
            } else {
                ++at;
            }
        }
        if (begin < r.end) parts.push_back({begin, r.end});
        return parts;
    }

    // The header says that the cell holds companies: one known is enough, and it vouches for the others that read like
    // names.
    void emit(const Run& run) {
        const bool any = run.known() > 0;
        for (const Company& company : run.companies) {
            if (is_known(company) || (any && (company.whole || company.marked || company.typical)))
                into_.entries.push_back({run.place, run.own, company});
            else
                into_.unread.push_back(company.name);
        }
        into_.unread.insert(into_.unread.end(), run.unread.begin(), run.unread.end());
    }

    const layout::Document& d_;
    const lexicon::Lexicon& lexicon_;
    ThemeWords words_;
    CompanyReader companies_;
    WordSet column_, list_, stock_;
    ThemeLists& into_;
};

} // namespace

void read_theme_tables(const Context& context, const std::vector<Grid>& grids, Facts& facts,
                       ThemeLists& into) {
    ThemeTableReader reader(context, facts, into);
    for (std::size_t i = 0; i < grids.size(); ++i)
        if (facts.tables[i].use.empty() && reader.read(grids[i])) facts.tables[i].use = "themes";
}

} // namespace yanbao::facts
