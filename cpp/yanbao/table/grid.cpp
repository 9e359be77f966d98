#include "yanbao/table/grid.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/table/cells.hpp"
#include "yanbao/table/groups.hpp"

#include <algorithm>

namespace yanbao::table {

namespace {

using layout::Block;
using layout::BlockKind;
using layout::Document;
using text::Range;

constexpr std::uint32_t most_header_rows = 5;
constexpr std::uint32_t longest_caption = 80;    ///< atoms of a paragraph above a table that may be its title
constexpr std::uint32_t most_blocks_between = 6; ///< of page furniture between the parts of a table

struct RowKinds {
    std::uint32_t filled = 0, numbers = 0, tickers = 0, periods = 0, ratings = 0;
    std::uint32_t first_ticker = 0;
};

class Reader {
  public:
    Reader(const Document& document, const lexicon::Lexicon& lexicon) : d_(document), lex_(lexicon) {}

    Grid read(std::uint32_t block) {
        Grid grid;
        grid.block = block;
        const Block& b = d_.blocks[block];
        for (std::uint32_t r = b.first_row; r < b.first_row + b.row_count; ++r)
            if (filled(r) > 0) grid.rows.push_back(r);
        grid.caption = caption_above(block);
        grid.note = note_below(block);
        find_header(grid);
        drop_repeated_headers(grid);
        for (std::size_t i = grid.header_rows; i < grid.rows.size(); ++i)
            grid.columns = std::max(grid.columns, d_.rows[grid.rows[i]].cell_count);
        if (grid.body_rows() == 0)
            for (std::uint32_t r : grid.rows) grid.columns = std::max(grid.columns, d_.rows[r].cell_count);
        cover(grid);
        return grid;
    }

    // Whether `next` is the rest of `grid`, behind a page break: of its width, and with no header, the same, or the first rows
    // of it: the years may not be printed again.
    bool goes_on(const Grid& grid, std::uint32_t last_block, const Grid& next) const {
        if (next.block - last_block > most_blocks_between || grid.columns != next.columns ||
            grid.header_rows == 0)
            return false;
        for (std::uint32_t b = last_block + 1; b < next.block; ++b) {
            const BlockKind kind = d_.blocks[b].kind;
            const bool running_head = kind == BlockKind::heading && d_.blocks[b].level == 0;
            const bool line =
                kind == BlockKind::paragraph && d_.blocks[b].atoms.size() <= longest_caption / 2;
            if (names_a_version(d_.blocks[b].atoms)) return false;
            if (!passes(kind) && !running_head && !line) return false;
        }
        if (next.header_rows == 0) return true;
        if (next.header_rows > grid.header_rows) return false;
        for (std::uint32_t h = 0; h < next.header_rows; ++h)
            if (!same_row(grid.rows[h], next.rows[h])) return false;
        return true;
    }

    static void append(Grid& grid, const Grid& next) {
        grid.rows.insert(grid.rows.end(), next.rows.begin() + next.header_rows, next.rows.end());
        grid.note = next.note;
    }

  private:
    // The old forecasts and the new ones are two tables.
    bool names_a_version(Range line) const {
        const auto story = lex_.find_category("column_story");
        return story && lex_.exact(*story, d_.view(line)).has_value();
    }

    std::uint32_t filled(std::uint32_t row) const {
        std::uint32_t n = 0;
        for (std::uint32_t c = 0; c < d_.rows[row].cell_count; ++c)
            n += d_.cell(d_.rows[row], c).empty() ? 0 : 1;
        return n;
    }

    RowKinds kinds(std::uint32_t row) const {
        RowKinds k;
        for (std::uint32_t c = 0; c < d_.rows[row].cell_count; ++c) {
            switch (kind_of(d_, lex_, d_.cell(d_.rows[row], c))) {
            case CellKind::blank: continue;
            case CellKind::number: ++k.numbers; break;
            case CellKind::ticker:
                if (k.tickers++ == 0) k.first_ticker = c;
                break;
            case CellKind::period: ++k.periods; break;
            case CellKind::rating: ++k.ratings; break;
            default: break;
            }
            ++k.filled;
        }
        return k;
    }

    // Headers end where the first row has a ticker, or figures that are no years.
    void find_header(Grid& grid) {
        const auto count = static_cast<std::uint32_t>(grid.rows.size());
        const std::uint32_t reach = std::min(count, most_header_rows + 1);
        std::uint32_t first = reach;
        for (std::uint32_t i = 0; i < reach && first == reach; ++i) {
            const RowKinds k = kinds(grid.rows[i]);
            const bool figures = k.numbers >= 2 || (k.numbers == 1 && (k.filled <= 2 || k.ratings > 0));
            if ((k.tickers > 0 && !is_day_above_years(grid.rows[i], k)) || (figures && k.numbers > k.periods))
                first = i;
        }
        grid.header_rows = first < reach ? first : (count >= 2 ? 1 : 0);
        // a row of one cell above the headers is the table's title
        if (grid.header_rows > 0 && filled(grid.rows[0]) == 1 && d_.rows[grid.rows[0]].cell_count >= 3 &&
            count > 1) {
            const Range title = first_filled(grid.rows[0]);
            if (grid.caption.empty()) grid.caption = title;
            title_row_ = true;
        } else {
            title_row_ = false;
        }
    }

    // 250821 beside years is the day of a price, and no company.
    bool is_day_above_years(std::uint32_t row, const RowKinds& k) const {
        if (k.tickers != 1 || k.periods < 2 || k.numbers > 0 || k.ratings > 0) return false;
        const auto day = d_.view(d_.cell(d_.rows[row], k.first_ticker));
        if (day.size() != 6 || !std::all_of(day.begin(), day.end(), lexicon::is_digit)) return false;
        const auto two = [&](std::size_t at) { return (day[at] - U'0') * 10 + (day[at + 1] - U'0'); };
        return two(2) >= 1 && two(2) <= 12 && two(4) >= 1 && two(4) <= 31;
    }

    Range first_filled(std::uint32_t row) const {
        for (std::uint32_t c = 0; c < d_.rows[row].cell_count; ++c)
            if (const Range cell = d_.cell(d_.rows[row], c); !cell.empty()) return cell;
        return {};
    }

    bool same_row(std::uint32_t a, std::uint32_t b) const {
        if (d_.rows[a].cell_count != d_.rows[b].cell_count) return false;
        for (std::uint32_t c = 0; c < d_.rows[a].cell_count; ++c)
            if (d_.view(d_.cell(d_.rows[a], c)) != d_.view(d_.cell(d_.rows[b], c))) return false;
        return true;
    }

    // A table that goes on over a page prints its header again.
    void drop_repeated_headers(Grid& grid) const {
        const auto head = grid.rows.begin() + grid.header_rows;
        const auto repeats = [&](std::uint32_t row) {
            return std::any_of(grid.rows.begin(), head, [&](std::uint32_t h) { return same_row(h, row); });
        };
        grid.rows.erase(std::remove_if(head, grid.rows.end(), repeats), grid.rows.end());
    }

    // A blank header cell beside a group header belongs to it where a lower header names the column.
    void cover(Grid& grid) const {
        grid.headers.resize(grid.columns);
        const std::uint32_t from = title_row_ ? 1 : 0;
        for (std::uint32_t h = from; h < grid.header_rows; ++h) {
            const std::vector<Range> over_years = centred_groups(d_, grid, h);
            const auto above = grid.headers;
            Range group;
            std::uint32_t named = 0; ///< the column where the group is printed
            for (std::uint32_t c = 0; c < grid.columns; ++c) {
                if (!over_years.empty() && !over_years[c].empty()) {
                    grid.headers[c].push_back(over_years[c]);
                    group = {};
                    continue;
                }
                const Range own = cell(d_, grid, h, c);
                if (!own.empty()) group = own, named = c;
                const bool inherits = own.empty() && !group.empty() && named_below(grid, h, c) &&
                                      is_same_path(above[c], above[named]);
                if (!own.empty())
                    grid.headers[c].push_back(own);
                else if (inherits)
                    grid.headers[c].push_back(group);
                else
                    group = {};
            }
        }
    }

    // What stands under one group says nothing of the next.
    static bool is_same_path(const std::vector<Range>& a, const std::vector<Range>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](Range x, Range y) { return x.begin == y.begin; });
    }

    bool named_below(const Grid& grid, std::uint32_t header, std::uint32_t column) const {
        for (std::uint32_t h = header + 1; h < grid.header_rows; ++h)
            if (!cell(d_, grid, h, column).empty()) return true;
        return false;
    }

    static bool passes(BlockKind kind) { return kind == BlockKind::furniture || kind == BlockKind::sidebar; }

    Range caption_above(std::uint32_t block) const {
        for (std::uint32_t i = block; i-- > 0;) {
            const Block& b = d_.blocks[i];
            if (b.kind == BlockKind::caption || b.kind == BlockKind::heading) return b.atoms;
            if (b.kind == BlockKind::paragraph && b.atoms.size() <= longest_caption) return b.atoms;
            if (!passes(b.kind)) return {};
        }
        return {};
    }

    Range note_below(std::uint32_t block) const {
        Range note;
        for (std::size_t i = block + 1; i < d_.blocks.size(); ++i) {
            const Block& b = d_.blocks[i];
            if (b.kind == BlockKind::note)
                note = note.empty() ? b.atoms : Range{note.begin, b.atoms.end};
            else if (!passes(b.kind))
                break;
        }
        return note;
    }

    const Document& d_;
    const lexicon::Lexicon& lex_;
    bool title_row_ = false;
};

} // namespace

std::vector<Grid> grids_of(const Document& document, const lexicon::Lexicon& lexicon, const Limits& limits) {
    std::vector<Grid> grids;
    std::uint32_t last_block = 0; ///< of the grid's last part
    for (std::uint32_t b = 0; b < document.blocks.size() && grids.size() < limits.tables; ++b) {
        if (document.blocks[b].kind != layout::BlockKind::table) continue;
        Reader reader(document, lexicon);
        Grid next = reader.read(b);
        if (next.rows.empty()) continue;
        if (!grids.empty() && reader.goes_on(grids.back(), last_block, next))
            Reader::append(grids.back(), next);
        else
            grids.push_back(std::move(next));
        last_block = b;
    }
    return grids;
}

Range cell(const Document& document, const Grid& grid, std::uint32_t row, std::uint32_t column) noexcept {
    return row < grid.rows.size() ? document.cell(document.rows[grid.rows[row]], column) : Range{};
}

} // namespace yanbao::table
