#include "yanbao/layout/glyph_blocks.hpp"

#include "yanbao/layout/glyph_heads.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace yanbao::layout {

namespace {

// Parts of the font's size.
constexpr float wide_gap = 1.5F;    ///< parts two texts of a line
constexpr float usual_pitch = 2.0F; ///< of the lines of a paragraph
constexpr float widest_pitch = 2.8F;
constexpr std::size_t lines_of_a_text = 5;
constexpr float wider_pitch = 1.3F; ///< of the paragraph's own
constexpr float indent = 1.4F;
constexpr float widest_indent = 4.0F;
constexpr float least_slack = 2.2F;  ///< a line that ends so much before the edge ends its paragraph
constexpr float least_filled = 0.4F; ///< of the cells of a table
constexpr float same_edge = 3.0F;    ///< points
constexpr float other_size = 0.12F;
constexpr std::uint32_t longest_address = 48; ///< glyphs

class BlockReader {
  public:
    BlockReader(ChunkPage& page, const Region& region) : page_(page), rows_(rows_of(page, region)) {
        part_close_headers(page, rows_);
    }

    std::vector<GlyphBlock> run() {
        const std::vector<RowRun> tables = tables_in(page_, rows_);
        std::size_t at = 0;
        for (const RowRun& table : tables) {
            const auto rows = std::span(rows_).subspan(table.begin, table.end - table.begin);
            GlyphGrid grid = grid_of(page_, rows);
            if (is_chart(grid)) continue; // its rows are read with the prose around it
            const bool titled =
                table.begin > at && is_title_and_unit(page_, rows_[table.begin - 1], rows_[table.begin]);
            prose(at, titled ? table.begin - 1 : table.begin);
            if (titled) out_.push_back({{rows_[table.begin - 1].chunks}, {}});
            out_.push_back({{}, std::move(grid)});
            at = table.end;
        }
        prose(at, rows_.size());
        return std::move(out_);
    }

  private:
    const Chunk& chunk(std::uint32_t i) const { return page_.chunks[i]; }

    void prose(std::size_t begin, std::size_t end) {
        left_ = 1e9F;
        for (std::size_t i = begin; i < end; ++i) left_ = std::min(left_, rows_[i].x0);
        right_ = right_edge(begin, end);
        most_pitch_ = pitch_of_lines(begin, end);
        open_ = nullptr;
        for (std::size_t i = begin; i < end; ++i) {
            std::vector<Region> parts = parts_of(rows_[i]);
            if (parts.size() > 1) {
                for (Region& part : parts) out_.push_back({{std::move(part)}, {}});
                open_ = nullptr;
                continue;
            }
            if (open_ == nullptr || starts_paragraph(i)) {
                out_.push_back({{}, {}});
                pitch_ = 0;
            } else if (pitch_ == 0) {
                pitch_ = rows_[i].y - open_->y;
            }
            out_.back().lines.push_back(std::move(parts[0]));
            open_ = &rows_[i];
        }
    }

    // Figures scattered over a picture: most cells of what would be their grid are blank.
    static bool is_chart(const GlyphGrid& grid) {
        std::size_t filled = 0, cells = 0;
        for (const auto& row : grid) {
            cells += row.size();
            for (const Region& cell : row) filled += !cell.empty();
        }
        return static_cast<float>(filled) < least_filled * static_cast<float>(cells);
    }

    // Where lines of prose end: the outmost edge that many share, since a head may reach farther.
    float right_edge(std::size_t begin, std::size_t end) const {
        std::vector<float> ends;
        for (std::size_t i = begin; i < end; ++i) ends.push_back(rows_[i].x1);
        std::sort(ends.begin(), ends.end(), std::greater<>());
        for (std::size_t i = 0; i < ends.size();) {
            std::size_t to = i + 1;
            while (to < ends.size() && ends[i] - ends[to] < same_edge) ++to;
            if (to - i >= 3 && 5 * (to - i) >= ends.size()) return ends[i];
            i = to;
        }
        return ends.empty() ? 0 : ends.front();
    }

    // How far apart lines of a paragraph may be, in sizes: a text that is set wide is so throughout.
    float pitch_of_lines(std::size_t begin, std::size_t end) const {
        std::vector<float> pitches;
        for (std::size_t i = begin + 1; i < end; ++i)
            pitches.push_back((rows_[i].y - rows_[i - 1].y) / std::max(rows_[i].size, rows_[i - 1].size));
        if (pitches.size() < lines_of_a_text) return usual_pitch;
        const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2);
        std::nth_element(pitches.begin(), middle, pitches.end());
        return std::clamp(1.15F * *middle, usual_pitch, widest_pitch);
    }

    // Texts of one line that stand far apart; a bullet belongs to what follows it.
    std::vector<Region> parts_of(const GlyphRow& row) const {
        std::vector<Region> parts{{row.chunks[0]}};
        for (std::size_t i = 1; i < row.chunks.size(); ++i) {
            const Chunk &before = chunk(row.chunks[i - 1]), &next = chunk(row.chunks[i]);
            const bool far = next.x0 - before.x1 > wide_gap * std::max(before.size, next.size);
            if (far && !(i == 1 && before.count <= 2)) parts.emplace_back();
            parts.back().push_back(row.chunks[i]);
        }
        return parts;
    }

    bool starts_paragraph(std::size_t i) const {
        const GlyphRow &before = *open_, &next = rows_[i];
        const float size = std::max(before.size, next.size), pitch = next.y - before.y;
        if (pitch > most_pitch_ * size || (pitch_ > 0 && pitch > wider_pitch * pitch_)) return true;
        if (std::abs(before.size - next.size) > other_size * size) return true;
        if (starts_with_mark(next) || is_address(before) || is_address(next)) return true;
        if (starts_elsewhere(before, next)) return true;
        return before.x1 + std::max(least_slack * size, first_word(next) + 0.6F * size) < right_;
    }
    // The lines of a paragraph start beneath each other, or at the edge; its first may be indented, and those
    // of an item may start where its text does.
    bool starts_elsewhere(const GlyphRow& before, const GlyphRow& next) const {
        const float size = std::max(before.size, next.size), in = next.x0 - before.x0;
        if (starts_with_mark(before)) return in < -indent * size || in > widest_indent * size;
        if (std::abs(in) <= 0.5F * size) return false;
        const bool first = out_.back().lines.size() == 1;
        return in > 0 || !first || in < -widest_indent * size || next.x0 > left_ + size;
    }

    // An e-mail address stands in a line of its own, which ends where it ends.
    bool is_address(const GlyphRow& row) const {
        std::uint32_t glyphs = 0;
        bool at = false;
        for (const std::uint32_t i : row.chunks) {
            const Chunk& c = chunk(i);
            glyphs += c.count;
            if (glyphs > longest_address) return false;
            for (std::uint32_t k = c.first; k < c.first + c.count; ++k) at = at || page_.glyphs[k].cp == U'@';
        }
        return at;
    }

    bool starts_with_mark(const GlyphRow& row) const {
        const Chunk& first = chunk(row.chunks[0]);
        const char32_t c = lexicon::fold(page_.glyphs[first.first].cp);
        if (c >= 0xE000 && c <= 0xF8FF) return true;
        return is_bullet(c);
    }

    // How much room the first word of a line takes: it would have stood in the line before.
    float first_word(const GlyphRow& row) const {
        const Chunk& first = chunk(row.chunks[0]);
        const Upright& from = page_.glyphs[first.first];
        if (!lexicon::is_ascii_letter(from.cp) && !lexicon::is_digit(from.cp)) return 0;
        float end = from.x1;
        for (std::uint32_t k = 1; k < first.count; ++k) {
            const Upright& g = page_.glyphs[first.first + k];
            if (g.space_before || g.cp >= 0x2E80) break;
            end = g.x1;
        }
        return end - from.x0;
    }

    const ChunkPage& page_;
    std::vector<GlyphRow> rows_;
    std::vector<GlyphBlock> out_;
    const GlyphRow* open_ = nullptr; ///< last line of the paragraph being built
    float pitch_ = 0, most_pitch_ = usual_pitch, left_ = 0, right_ = 0;
};

} // namespace

std::vector<GlyphBlock> blocks_of(ChunkPage& page, const Region& region) {
    return BlockReader(page, region).run();
}

} // namespace yanbao::layout
