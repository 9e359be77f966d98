#pragma once
// A table block as a rectangle of cells, its header rows told from its body, and what each column is.

#include "yanbao/base/fiscal_period.hpp"
#include "yanbao/layout/document.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace yanbao::table {

/// What a cell holds, told from its characters alone.
enum class CellKind : std::uint8_t { blank, absent, number, ticker, period, rating, text };

struct Grid {
    std::uint32_t block = 0;         ///< of Document::blocks
    std::uint32_t columns = 0;       ///< width of the widest row of the body
    std::vector<std::uint32_t> rows; ///< of Document::rows, blank rows left out
    std::uint32_t header_rows = 0;   ///< leading rows that name the columns
    text::Range caption;             ///< caption, or the title row inside the table; may be empty
    text::Range note;                ///< 注, 资料来源 under it; may be empty
    /// Top-down, for each column: the header cells that cover it (a group header covers the columns behind it).
    std::vector<std::vector<text::Range>> headers;

    std::uint32_t body_rows() const noexcept { return static_cast<std::uint32_t>(rows.size()) - header_rows; }
};

/// Every table block of a document.
std::vector<Grid> grids_of(const layout::Document& document, const lexicon::Lexicon& lexicon,
                           const Limits& limits);

/// Cell of the grid; an empty range beyond the end of a short row.
text::Range cell(const layout::Document& document, const Grid& grid, std::uint32_t row,
                 std::uint32_t column) noexcept;
CellKind kind_of(const layout::Document& document, const lexicon::Lexicon& lexicon, text::Range cell);

/// What a column's header says.
struct ColumnMeaning {
    std::optional<lexicon::KeyId> column; ///< of the lexicon's category `column`: ticker, name, price, ...
    std::optional<lexicon::KeyId> metric; ///< of the category `metric`: eps, pe, ...
    std::optional<FiscalPeriod> period;
    double scale = 1.0; ///< from the unit in the header or caption: 亿元 is 1e8
    bool has_unit = false;
    std::string_view dimension;               ///< of that unit
    std::vector<std::string_view> currencies; ///< that the header names: 港元/美元
};
/// Header cells from the top down; also the label of a row.
ColumnMeaning meaning_of(const layout::Document& document, const lexicon::Lexicon& lexicon,
                         const std::vector<text::Range>& path);
std::vector<ColumnMeaning> meanings(const layout::Document& document, const lexicon::Lexicon& lexicon,
                                    const Grid& grid);

} // namespace yanbao::table
