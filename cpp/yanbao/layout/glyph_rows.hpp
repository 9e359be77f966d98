#pragma once
// Lines of a region, and which runs of them are tables.

#include "yanbao/layout/glyph_columns.hpp"

namespace yanbao::layout {

struct GlyphRow {
    float y = 0, size = 0, x0 = 0, x1 = 0;
    Region chunks; ///< from the left
};

std::vector<GlyphRow> rows_of(const ChunkPage& page, const Region& region);

/// Rows [begin, end) that are one table.
struct RowRun {
    std::size_t begin = 0, end = 0;
};

/// In order, without overlap.  Figures make a table: rows of a label and two of them, or a list of labels and values.
std::vector<RowRun> tables_in(const ChunkPage& page, const std::vector<GlyphRow>& rows);

/// Years behind a title, or alone: what the columns of a table are.
bool is_year_row(const ChunkPage& page, const GlyphRow& row);
/// The line above a table's years: its title at one edge, its unit at the other.  They are one caption.
bool is_title_and_unit(const ChunkPage& page, const GlyphRow& title, const GlyphRow& years);

} // namespace yanbao::layout
