#pragma once
// The first stage of the glyph door: what stands together on a baseline.

#include "yanbao/layout/glyph.hpp"
#include "yanbao/layout/glyph_kind.hpp"

#include <cstdint>
#include <vector>

namespace yanbao::layout {

/// A glyph of a page that is turned upright.
struct Upright {
    char32_t cp = 0;
    std::uint32_t source = 0; ///< of GlyphPage::glyphs
    float x0 = 0, x1 = 0, y = 0, size = 0;
    bool space_before = false;
    std::uint32_t run = 0; ///< counts what is printed without a jump
};

/// A word, a cell, or a line of prose: glyphs of one baseline without a wide gap between them.
struct Chunk {
    std::uint32_t first = 0, count = 0; ///< of ChunkPage::glyphs
    float x0 = 0, x1 = 0, y = 0, size = 0;
    ChunkKind kind = ChunkKind::text;

    float top() const noexcept { return y - 0.88F * size; }
    float bottom() const noexcept { return y + 0.2F * size; }
    float width() const noexcept { return x1 - x0; }
};

struct ChunkPage {
    std::vector<Upright> glyphs;
    std::vector<Chunk> chunks;        ///< from the top down, and from the left in a line
    std::vector<Chunk> stacks;        ///< set from the top down, each of one line
    std::uint32_t template_marks = 0; ///< names of fields, left out
    std::uint32_t turned = 0;         ///< glyphs that stand askew to the others, and are left out
    std::uint32_t outside = 0;        ///< glyphs beside the part of the page that is shown, left out
};

ChunkPage chunks_of(const GlyphPage& page, const lexicon::Lexicon& lexicon);

/// The last two digits of a chunk that is a year, or -1.
int year_of(const ChunkPage& page, const Chunk& chunk) noexcept;

} // namespace yanbao::layout
