#include "yanbao/layout/glyph_grid.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace yanbao::layout {

namespace {

constexpr std::size_t rows_an_outlier = 12; ///< one row in so many may reach over the edge of a column
constexpr std::size_t most_columns = 256;
constexpr float least_white = 0.8F; ///< points
constexpr std::size_t rows_that_part = 3;
constexpr std::size_t most_header_rows = 5;
constexpr float pitch_of_wrapped = 0.8F;  ///< of the table's own: lines of one label
constexpr float pitch_within_line = 0.9F; ///< of the size: no two lines of a column are so close

struct Columns {
    std::vector<std::pair<float, float>> spans;

    std::size_t of(const Chunk& c) const {
        std::size_t best = 0;
        float most = -1e9F;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const float shared = std::min(c.x1, spans[i].second) - std::max(c.x0, spans[i].first);
            if (shared > most) most = shared, best = i;
        }
        return best;
    }
};

bool gives_columns(const ChunkPage& page, const GlyphRow& row) {
    std::size_t figures = 0;
    for (const std::uint32_t c : row.chunks)
        figures += page.chunks[c].kind == ChunkKind::number || page.chunks[c].kind == ChunkKind::year;
    return figures > 0 && row.chunks.size() >= 2;
}

using Edges = std::vector<std::pair<float, int>>; ///< where chunks start (1) and end (-1)

// Runs of x where more than `few` rows print something.
Columns covered(const Edges& edges, int few, std::size_t most) {
    Columns out;
    int depth = 0;
    bool inside = false;
    for (const auto& [x, step] : edges) {
        depth += step;
        if (!inside && depth > few) {
            const bool apart = out.spans.empty() || x - out.spans.back().second >= least_white;
            if (apart && out.spans.size() == most) break;
            if (apart) out.spans.emplace_back(x, x);
            inside = true;
        } else if (inside && depth <= few) {
            out.spans.back().second = x;
            inside = false;
        }
    }
    if (out.spans.empty()) out.spans.emplace_back(0.0F, 1e9F);
    return out;
}

Columns columns_of(const ChunkPage& page, std::span<const GlyphRow> rows) {
    Edges edges;
    std::size_t counted = 0, chunks = 0;
    for (const GlyphRow& row : rows) {
        chunks += row.chunks.size();
        if (!gives_columns(page, row)) continue;
        ++counted;
        for (const std::uint32_t c : row.chunks) {
            edges.emplace_back(page.chunks[c].x0, 1);
            edges.emplace_back(page.chunks[c].x1, -1);
        }
    }
    std::sort(edges.begin(), edges.end());
    // a table is not mostly blank, whatever a damaged page says
    const std::size_t most = std::min(most_columns, 8 * chunks / rows.size() + 8);
    // a cell that reaches into its neighbours costs columns; a column that few rows fill is one all the same
    const Columns strict = covered(edges, 0, most);
    const Columns lenient = covered(edges, static_cast<int>(counted / rows_an_outlier), most);
    return lenient.spans.size() > strict.spans.size() ? lenient : strict;
}

// Rows that set two figures or more in one column have columns that no white parts throughout: a picture's words have
// edges that are not true.  They part where most of those rows do.
Columns parted(const ChunkPage& page, std::span<const GlyphRow> rows, const Columns& whole) {
    std::vector<std::vector<Region>> figures(whole.spans.size()); // of the rows with several, a column
    for (const GlyphRow& row : rows) {
        std::vector<Region> found(whole.spans.size());
        for (const std::uint32_t c : row.chunks)
            if (page.chunks[c].kind != ChunkKind::text) found[whole.of(page.chunks[c])].push_back(c);
        for (std::size_t column = 0; column < found.size(); ++column)
            if (found[column].size() > 1) figures[column].push_back(std::move(found[column]));
    }
    Columns out;
    for (std::size_t column = 0; column < figures.size(); ++column) {
        const auto [from, to] = whole.spans[column];
        std::map<std::size_t, std::size_t> counts;
        for (const Region& row : figures[column]) ++counts[row.size()];
        const auto most = std::max_element(counts.begin(), counts.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        float start = from;
        if (most != counts.end() && most->second >= rows_that_part)
            for (std::size_t k = 1; k < most->first; ++k) {
                float middle = 0;
                for (const Region& row : figures[column])
                    if (row.size() == most->first)
                        middle += (page.chunks[row[k - 1]].x1 + page.chunks[row[k]].x0) / 2;
                middle /= static_cast<float>(most->second);
                out.spans.emplace_back(start, middle);
                start = middle;
            }
        out.spans.emplace_back(start, to);
    }
    if (out.spans.size() > most_columns) return whole;
    return out;
}

bool only_label(const std::vector<Region>& row) {
    return !row[0].empty() &&
           std::all_of(row.begin() + 1, row.end(), [](const Region& cell) { return cell.empty(); });
}

float median_pitch(std::span<const GlyphRow> rows) {
    std::vector<float> pitches;
    for (std::size_t i = 1; i < rows.size(); ++i) pitches.push_back(rows[i].y - rows[i - 1].y);
    if (pitches.empty()) return 0;
    const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2);
    std::nth_element(pitches.begin(), middle, pitches.end());
    return *middle;
}

bool has_number(const ChunkPage& page, const GlyphRow& row) {
    return std::any_of(row.chunks.begin(), row.chunks.end(),
                       [&](std::uint32_t c) { return page.chunks[c].kind == ChunkKind::number; });
}
bool share_a_column(const std::vector<Region>& a, const std::vector<Region>& b) {
    for (std::size_t c = 0; c < a.size(); ++c)
        if (!a[c].empty() && !b[c].empty()) return true;
    return false;
}

// A cell that spans the lines of a header stands half way between them: it belongs to the first.
void join_spanning_headers(const ChunkPage& page, std::vector<GlyphRow>& rows, GlyphGrid& grid) {
    const float near = pitch_of_wrapped * median_pitch(rows);
    for (std::size_t i = 0; i + 1 < std::min(grid.size(), most_header_rows);) {
        if (has_number(page, rows[i]) || has_number(page, rows[i + 1])) return;
        if (rows[i + 1].y - rows[i].y >= near || share_a_column(grid[i], grid[i + 1])) {
            ++i;
            continue;
        }
        for (std::size_t c = 0; c < grid[i].size(); ++c)
            if (grid[i][c].empty()) grid[i][c] = std::move(grid[i + 1][c]);
        grid.erase(grid.begin() + static_cast<std::ptrdiff_t>(i + 1));
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i + 1));
    }
}

// A label of two lines stands half above and half below its figures, goes on below them, or ends beside them.
void join_wrapped_labels(std::span<const GlyphRow> rows, GlyphGrid& grid) {
    if (rows.empty()) return;
    const float near = std::max(pitch_of_wrapped * median_pitch(rows), pitch_within_line * rows[0].size);
    std::vector<bool> gone(grid.size(), false);
    for (std::size_t i = 1; i < grid.size(); ++i) {
        const bool close = rows[i].y - rows[i - 1].y < near;
        if (close && !gone[i - 1] && !only_label(grid[i]) && only_label(grid[i - 1])) {
            grid[i][0].insert(grid[i][0].begin(), grid[i - 1][0].begin(), grid[i - 1][0].end());
            gone[i - 1] = true;
        }
        if (i + 1 < grid.size() && !gone[i] && only_label(grid[i + 1]) && !grid[i][0].empty() &&
            rows[i + 1].y - rows[i].y < near && !only_label(grid[i])) {
            grid[i][0].insert(grid[i][0].end(), grid[i + 1][0].begin(), grid[i + 1][0].end());
            gone[i + 1] = true;
            ++i;
        }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < grid.size(); ++i)
        if (!gone[i]) {
            if (kept != i) grid[kept] = std::move(grid[i]);
            ++kept;
        }
    grid.resize(kept);
}

int year_of_cell(const ChunkPage& page, const Region& cell) {
    return cell.size() == 1 ? year_of(page, page.chunks[cell[0]]) : -1;
}

// What stands over the middle of a group of years is the name of them all: it moves to the first, since a header
// covers the columns behind it.  A group is years that grow.
void spread_group_headers(const ChunkPage& page, GlyphGrid& grid) {
    std::size_t years = 0;
    const auto is_years = [&](const std::vector<Region>& row) {
        std::size_t n = 0;
        for (const Region& cell : row) n += year_of_cell(page, cell) >= 0;
        return n >= 2;
    };
    while (years < std::min(grid.size(), most_header_rows) && !is_years(grid[years])) ++years;
    if (years == grid.size() || years == most_header_rows) return;
    const std::vector<Region>& row = grid[years];
    for (std::size_t from = 0; from < row.size();) {
        int last = year_of_cell(page, row[from]);
        std::size_t to = from + 1;
        for (int next = 0; last >= 0 && to < row.size() && (next = year_of_cell(page, row[to])) > last; ++to)
            last = next;
        for (std::size_t above = 0; above < years && to - from > 1; ++above) {
            const auto begin = grid[above].begin() + static_cast<std::ptrdiff_t>(from);
            const auto end = grid[above].begin() + static_cast<std::ptrdiff_t>(to);
            const auto filled = [](const Region& cell) { return !cell.empty(); };
            if (std::count_if(begin, end, filled) == 1)
                std::iter_swap(begin, std::find_if(begin, end, filled));
        }
        from = to;
    }
}

// A header over the middle of several columns that a lower header names stands at the first of them too.
void spread_over_columns(const ChunkPage& page, const Columns& columns, std::span<const GlyphRow> rows,
                         GlyphGrid& grid) {
    std::size_t headers = 0;
    while (headers < std::min({grid.size(), rows.size(), most_header_rows}) &&
           !has_number(page, rows[headers]))
        ++headers;
    if (headers == grid.size()) return;
    for (std::size_t h = 0; h + 1 < headers; ++h)
        for (std::size_t c = 0; c < grid[h].size(); ++c) {
            if (grid[h][c].empty()) continue;
            const auto free = [&](std::size_t k) {
                return k == c || (grid[h][k].empty() && !grid[h + 1][k].empty());
            };
            float x0 = 1e9F, x1 = 0;
            for (const std::uint32_t i : grid[h][c])
                x0 = std::min(x0, page.chunks[i].x0), x1 = std::max(x1, page.chunks[i].x1);
            std::size_t from = c, to = c;
            while (from > 0 && columns.spans[from - 1].second > x0 && free(from - 1)) --from;
            while (to + 1 < grid[h].size() && columns.spans[to + 1].first < x1 && free(to + 1)) ++to;
            const float middle = (columns.spans[from].first + columns.spans[to].second) / 2;
            const float size = page.chunks[grid[h][c].front()].size;
            if (from < c && std::abs(middle - (x0 + x1) / 2) <= size) std::swap(grid[h][from], grid[h][c]);
        }
}

} // namespace

GlyphGrid grid_of(const ChunkPage& page, std::span<const GlyphRow> rows) {
    const Columns columns = parted(page, rows, columns_of(page, rows));
    GlyphGrid grid;
    for (const GlyphRow& row : rows) {
        std::vector<Region> cells(columns.spans.size());
        for (const std::uint32_t c : row.chunks) cells[columns.of(page.chunks[c])].push_back(c);
        grid.push_back(std::move(cells));
    }
    if (columns.spans.size() > 1) {
        std::vector<GlyphRow> kept(rows.begin(), rows.end());
        join_spanning_headers(page, kept, grid);
        spread_over_columns(page, columns, kept, grid);
        join_wrapped_labels(kept, grid);
    }
    spread_group_headers(page, grid);
    return grid;
}

} // namespace yanbao::layout
