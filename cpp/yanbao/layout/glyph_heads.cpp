#include "yanbao/layout/glyph_heads.hpp"

#include <algorithm>
#include <span>

namespace yanbao::layout {

namespace {

constexpr float gap_of_heads = 0.55F;   ///< of the size: wider than the space between words
constexpr std::size_t rows_to_body = 4; ///< below a header
constexpr std::size_t rows_of_body = 2; ///< that must leave the gaps white
constexpr float pitch_to_body = 3.2F;   ///< of the size
constexpr std::size_t least_figures = 2, least_cells = 3;

bool is_body(const ChunkPage& page, const GlyphRow& row) {
    std::size_t figures = 0;
    for (const std::uint32_t c : row.chunks) figures += page.chunks[c].kind == ChunkKind::number;
    return figures >= least_figures && row.chunks.size() >= least_cells;
}

bool has_cell(const ChunkPage& page, const GlyphRow& row, float x0, float x1) {
    return std::any_of(row.chunks.begin(), row.chunks.end(),
                       [&](std::uint32_t c) { return page.chunks[c].x0 < x1 && page.chunks[c].x1 > x0; });
}

// The first rows of figures below a row.
std::vector<const GlyphRow*> body_below(const ChunkPage& page, std::span<const GlyphRow> rows,
                                        std::size_t at) {
    std::vector<const GlyphRow*> body;
    for (std::size_t k = at + 1; k < std::min(rows.size(), at + 1 + rows_to_body); ++k) {
        if (rows[k].y - rows[k - 1].y > pitch_to_body * rows[k].size) break;
        if (is_body(page, rows[k])) body.push_back(&rows[k]);
        if (body.size() == rows_of_body) break;
    }
    return body;
}

// The pieces of a text, or itself where it is to stay whole.
std::vector<Chunk> pieces_of(const ChunkPage& page, const Chunk& whole,
                             std::span<const GlyphRow* const> body) {
    std::vector<Chunk> pieces{whole};
    for (std::uint32_t i = whole.first + 1; i < whole.first + whole.count; ++i) {
        const float from = page.glyphs[i - 1].x1, to = page.glyphs[i].x0;
        if (to - from <= gap_of_heads * whole.size) continue;
        const bool white = std::all_of(body.begin(), body.end(),
                                       [&](const GlyphRow* row) { return !has_cell(page, *row, from, to); });
        if (!white) continue;
        pieces.back().count = i - pieces.back().first;
        pieces.back().x1 = from;
        Chunk next = whole;
        next.first = i;
        next.count = whole.first + whole.count - i;
        next.x0 = to;
        pieces.push_back(next);
    }
    for (const Chunk& piece : pieces)
        for (const GlyphRow* row : body)
            if (!has_cell(page, *row, piece.x0, piece.x1)) return {whole};
    return pieces;
}

} // namespace

void part_close_headers(ChunkPage& page, std::vector<GlyphRow>& rows) {
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        if (is_body(page, rows[i])) continue;
        const auto body = body_below(page, rows, i);
        if (body.size() < rows_of_body) continue;
        Region chunks;
        for (const std::uint32_t c : rows[i].chunks) {
            const Chunk whole = page.chunks[c];
            const std::vector<Chunk> pieces =
                whole.kind == ChunkKind::text ? pieces_of(page, whole, body) : std::vector<Chunk>{whole};
            page.chunks[c] = pieces.front();
            chunks.push_back(c);
            for (std::size_t k = 1; k < pieces.size(); ++k) {
                chunks.push_back(static_cast<std::uint32_t>(page.chunks.size()));
                page.chunks.push_back(pieces[k]);
                page.glyphs[pieces[k].first].space_before = false;
            }
        }
        rows[i].chunks = std::move(chunks);
    }
}

} // namespace yanbao::layout
