#pragma once
// A report as blocks in reading order over one table of atoms, whichever door it came in by.

#include "yanbao/base/finding.hpp"
#include "yanbao/base/limits.hpp"
#include "yanbao/layout/page_bits.hpp"
#include "yanbao/layout/page_map.hpp"
#include "yanbao/text/atoms.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace yanbao::layout {

enum class BlockKind : std::uint8_t {
    heading, ///< a title line: short, no final stop; `level` from # marks or numbering (1, 1.1, (一)), else 0
    paragraph, ///< running prose, its printed lines joined
    item,      ///< a list item with its mark (1、 - ● (1)), joined
    table,     ///< rows of cells
    caption,   ///< 图表 3 ..., 图1: ..., 表2 ...: the title of the figure or table that follows or precedes
    note,      ///< 资料来源:..., 注:..., 数据来源:...
    contents,  ///< a line of a list of contents or figures: title ..... page
    sidebar,   ///< labels of a cover's side bar: 行业评级: 推荐, 分析师: ..., 邮箱: ...
    furniture, ///< running heads, page numbers, "see the disclaimer on the last page"; a program's words on a picture
};
std::string_view name(BlockKind kind) noexcept;

/// A block's atoms are contiguous: layout has moved what cut it (side bars, furniture) out of its way.
struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;
    std::int32_t number = -1; ///< of a numbered item or heading (1、 (2) 三、); -1 where there is none
    text::Range atoms;
    text::Range
        mark; ///< leading list marks and numbers, part of `atoms`: "- 1、"; the body starts at its end
    std::uint32_t first_row = 0; ///< tables only: rows of Document::rows
    std::uint32_t row_count = 0;

    text::Range body() const noexcept { return {mark.empty() ? atoms.begin : mark.end, atoms.end}; }
};

struct TableRow {
    std::uint32_t first_cell = 0; ///< cells of Document::cells; blank ones are empty ranges
    std::uint32_t cell_count = 0;
};

struct Document {
    std::string source;                     ///< UTF-8, before any repair
    std::vector<std::uint32_t> line_starts; ///< byte of each line's start
    PageMap pages;                          ///< where the source is printed, of a document that has pages
    text::Atoms atoms;                      ///< in reading order
    std::vector<Block> blocks;
    std::vector<TableRow> rows;
    std::vector<text::Range> cells;
    lexicon::Hits hits; ///< by lexicon category: every known word, in order of atoms
    PageBits hit_pages; ///< where the words of a category begin: most places have none
    std::vector<Finding> findings;

    /// Fills `hits` and `hit_pages`, once the atoms are all there.
    void find_words(const lexicon::Lexicon& lexicon);
    /// 1-based line of a byte of the source.
    std::uint32_t line_of(std::uint32_t byte) const noexcept;
    Span span(text::Range r) const noexcept { return text::span_of(atoms, source, r); }
    std::vector<Span> spans(text::Range r) const { return text::spans_of(atoms, source, r); }
    std::string printed(text::Range r) const { return text::printed(atoms, source, r); }
    std::string squeezed(text::Range r) const { return text::squeezed(atoms, source, r); }
    std::u32string_view view(text::Range r) const noexcept { return atoms.view(r); }
    text::Range cell(const TableRow& row, std::uint32_t column) const noexcept {
        return column < row.cell_count ? cells[row.first_cell + column] : text::Range{};
    }
    /// Hits of a category that lie within `r`, as a sub-span.
    std::span<const lexicon::Hit> hits_in(lexicon::CategoryId category, text::Range r) const noexcept {
        if (r.empty() || !hit_pages.may_hold(category, r.begin, r.end)) return {};
        return search_hits(category, r);
    }

  private:
    std::span<const lexicon::Hit> search_hits(lexicon::CategoryId category, text::Range r) const noexcept;
};

/// The text door: plain text and markdown, tables as tab-separated or pipe rows.  Throws ParseError where the bytes
/// are no UTF-8 text, LimitExceeded beyond `limits.bytes`.
Document read_text(std::string source, const lexicon::Lexicon& lexicon, const Limits& limits);

} // namespace yanbao::layout
