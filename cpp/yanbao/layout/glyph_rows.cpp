#include "yanbao/layout/glyph_rows.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::layout {

namespace {

constexpr float same_row = 0.35F;        ///< of the size: cells of a row may be set a little apart
constexpr float widest_row_pitch = 3.2F; ///< of the size
constexpr std::size_t most_labels = 4;   ///< rows without figures between rows with them
constexpr std::size_t most_headers = 3;
constexpr float pitch_of_headers = 0.9F; ///< of the size: lines set closer are one header's
constexpr float widest_header = 0.45F;   ///< of the table
constexpr float same_row_edge = 2.5F;    ///< points
constexpr std::size_t rows_under_header = 8;
constexpr std::size_t least_pairs = 2;

} // namespace

std::vector<GlyphRow> rows_of(const ChunkPage& page, const Region& region) {
    std::vector<GlyphRow> rows;
    for (const std::uint32_t i : region) {
        const Chunk& c = page.chunks[i];
        if (rows.empty() || c.y - rows.back().y > same_row * std::min(c.size, rows.back().size))
            rows.push_back({c.y, c.size, c.x0, c.x1, {}});
        GlyphRow& row = rows.back();
        row.size = std::max(row.size, c.size);
        row.x0 = std::min(row.x0, c.x0);
        row.x1 = std::max(row.x1, c.x1);
        row.chunks.push_back(i);
    }
    for (GlyphRow& row : rows)
        std::stable_sort(row.chunks.begin(), row.chunks.end(), [&](std::uint32_t a, std::uint32_t b) {
            return page.chunks[a].x0 < page.chunks[b].x0;
        });
    return rows;
}

bool is_year_row(const ChunkPage& page, const GlyphRow& row) {
    std::size_t years = 0, others = 0;
    for (std::size_t i = 0; i < row.chunks.size(); ++i) {
        const ChunkKind kind = page.chunks[row.chunks[i]].kind;
        years += kind == ChunkKind::year;
        others += kind != ChunkKind::year && i > 0;
    }
    return years >= 2 && others == 0;
}

bool is_title_and_unit(const ChunkPage& page, const GlyphRow& title, const GlyphRow& years) {
    if (title.chunks.size() != 2 || !is_year_row(page, years)) return false;
    const Chunk &first = page.chunks[title.chunks[0]], &last = page.chunks[title.chunks[1]];
    return first.kind == ChunkKind::text && last.kind == ChunkKind::text &&
           std::abs(first.x0 - years.x0) < 2.0F * years.size &&
           std::abs(last.x1 - years.x1) < 2.0F * years.size &&
           years.y - title.y < widest_row_pitch * years.size;
}

namespace {

class TableFinder {
  public:
    TableFinder(const ChunkPage& page, const std::vector<GlyphRow>& rows) : page_(page), rows_(rows) {}

    std::vector<RowRun> run() {
        for (std::size_t i = 0; i < rows_.size();) {
            RowRun table = tabular(i) ? figures_from(i) : pairs_from(i);
            if (table.end == table.begin) {
                ++i;
                continue;
            }
            i = table.end;
            out_.push_back(table);
        }
        return std::move(out_);
    }

  private:
    const Chunk& chunk(const GlyphRow& row, std::size_t i) const { return page_.chunks[row.chunks[i]]; }
    bool is_figure(const Chunk& c) const { return c.kind != ChunkKind::text; }

    bool tabular(std::size_t i) const {
        const GlyphRow& row = rows_[i];
        std::size_t figures = 0;
        for (const std::uint32_t c : row.chunks) figures += is_figure(page_.chunks[c]);
        return row.chunks.size() >= 3 && figures >= 2 && 2 * figures + 1 >= row.chunks.size();
    }
    bool follows(std::size_t i) const {
        return rows_[i].y - rows_[i - 1].y <= widest_row_pitch * std::max(rows_[i].size, rows_[i - 1].size);
    }

    RowRun figures_from(std::size_t i) const {
        float figures_x = 1e9F, x0 = rows_[i].x0, x1 = rows_[i].x1;
        std::size_t strong = 0, body = 0, end = i;
        for (std::size_t k = i; k < rows_.size() && k - end <= most_labels; ++k) {
            if (k > i && !follows(k)) break;
            if (body > 0 && is_year_row(page_, rows_[k])) break; // the next table starts
            if (tabular(k)) {
                for (const std::uint32_t c : rows_[k].chunks)
                    if (is_figure(page_.chunks[c])) figures_x = std::min(figures_x, page_.chunks[c].x0);
                x0 = std::min(x0, rows_[k].x0);
                x1 = std::max(x1, rows_[k].x1);
                body += !is_year_row(page_, rows_[k]);
                ++strong;
                end = k + 1;
            } else if (!is_label_row(rows_[k], figures_x)) {
                if (!is_sparse_row(rows_[k], figures_x)) break;
                end = k + 1;
            }
        }
        if (strong < 2 && !(strong == 1 && end - i >= 2)) return {i, i};
        return {headers_above(i, end, x0, x1), end};
    }

    // A label that stands left of all figures.
    bool is_label_row(const GlyphRow& row, float figures_x) const {
        return row.x1 <= figures_x + 0.5F * row.size;
    }
    // A label and some figures: the other cells are blank.
    bool is_sparse_row(const GlyphRow& row, float figures_x) const {
        std::size_t figures = 0, labels = 0;
        for (const std::uint32_t c : row.chunks) {
            const Chunk& k = page_.chunks[c];
            if (is_figure(k) && k.x0 >= figures_x - row.size)
                ++figures;
            else if (k.x1 <= figures_x + 2.0F * row.size)
                ++labels;
            else
                return false;
        }
        return figures > 0;
    }

    // A header that is wider than its column reaches over the table's edge: it starts, ends or has its middle
    // where a cell below it does.
    bool stands_over_a_cell(const Chunk& header, std::size_t begin, std::size_t end) const {
        const auto near = [&](float a, float b) { return std::abs(a - b) <= header.size; };
        for (std::size_t k = begin; k < std::min(end, begin + rows_under_header); ++k)
            for (const std::uint32_t i : rows_[k].chunks) {
                const Chunk& cell = page_.chunks[i];
                if (near(header.x0, cell.x0) || near(header.x1, cell.x1) ||
                    near((header.x0 + header.x1) / 2, (cell.x0 + cell.x1) / 2))
                    return true;
            }
        return false;
    }

    std::size_t headers_above(std::size_t i, std::size_t end, float x0, float x1) const {
        const std::size_t least = out_.empty() ? 0 : out_.back().end;
        std::size_t begin = i, headers = 0;
        while (begin > least && headers < most_headers && follows(begin)) {
            const GlyphRow& row = rows_[begin - 1];
            const float wide = std::max(x1, row.x1) - std::min(x0, row.x0);
            const bool short_cells = std::all_of(row.chunks.begin(), row.chunks.end(), [&](std::uint32_t c) {
                return page_.chunks[c].width() < widest_header * wide;
            });
            const bool within = std::all_of(row.chunks.begin(), row.chunks.end(), [&](std::uint32_t c) {
                const Chunk& k = page_.chunks[c];
                return (k.x0 >= x0 - row.size && k.x1 <= x1 + row.size) || stands_over_a_cell(k, i, end);
            });
            const bool title = is_title_and_unit(page_, row, rows_[begin]);
            const auto is_close = [&](std::size_t k) {
                return k > least && rows_[k].y - rows_[k - 1].y < pitch_of_headers * rows_[k].size;
            };
            // a name that spans the lines of the header stands alone between them
            const bool spans = is_close(begin) && is_close(begin - 1) &&
                               rows_[begin - 2].chunks.size() >= 2 &&
                               page_.chunks[row.chunks[0]].kind == ChunkKind::text;
            if ((row.chunks.size() < 2 && !spans) || title || !within || !short_cells) break;
            headers += is_close(begin) ? 0 : 1;
            --begin;
        }
        return begin;
    }

    // Labels at one edge, values at another: the list of a side bar.
    RowRun pairs_from(std::size_t i) {
        if (i < no_pairs_before_) return {i, i};
        std::size_t end = i, figures = 0;
        while (end < rows_.size() && rows_[end].chunks.size() == 2 && !tabular(end)) {
            const GlyphRow& row = rows_[end];
            const Chunk &label = chunk(row, 0), &value = chunk(row, 1);
            if (is_figure(label)) break;
            if (end > i) {
                const Chunk &first = chunk(rows_[i], 0), &its_value = chunk(rows_[i], 1);
                const bool edges = std::abs(label.x0 - first.x0) < same_row_edge &&
                                   (std::abs(value.x1 - its_value.x1) < same_row_edge ||
                                    std::abs(value.x0 - its_value.x0) < same_row_edge);
                if (!edges || !follows(end)) break;
            }
            figures += is_figure(value);
            ++end;
        }
        if (end - i >= least_pairs && figures > 0) return {i, end};
        no_pairs_before_ = end;
        return {i, i};
    }

    const ChunkPage& page_;
    const std::vector<GlyphRow>& rows_;
    std::vector<RowRun> out_;
    std::size_t no_pairs_before_ = 0;
};

} // namespace

std::vector<RowRun> tables_in(const ChunkPage& page, const std::vector<GlyphRow>& rows) {
    return TableFinder(page, rows).run();
}

} // namespace yanbao::layout
