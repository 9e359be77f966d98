#pragma once
// What the lines and pieces of a table of companies without marks are: tickers, figures, words.

#include "yanbao/layout/company_header.hpp"

namespace yanbao::layout {

constexpr std::size_t fewest_company_columns = 4, most_company_columns = 40;
constexpr std::size_t most_lines_between = 6; ///< the foot and head of a page, between two rows

/// A row: its cells, and the lines that print it.
struct CompanyRow {
    std::vector<text::Range> cells;
    std::size_t first = 0, last = 0; ///< lines
    bool whole = true;
};

/// What stands above rows and names their columns.
struct HeaderAbove {
    std::optional<CompanyHeader> header;
    std::vector<text::Range> pieces;
    std::size_t lines = 0; ///< above the rows, blank ones among them
};

class CompanyCells {
  public:
    CompanyCells(const text::Atoms& atoms, const lexicon::Lexicon& lexicon) : a_(atoms), lex_(lexicon) {}

    /// Prose that may be a row, or its header; short enough for a cell of its own.
    bool is_text(const Line& line) const;
    bool is_cell(const Line& line) const;
    bool is_ticker(text::Range r) const;
    /// A label of tickers: a header begins.
    bool heads_tickers(text::Range r) const;
    /// The pieces of a line between its white space; that within a ticker, or before the letter of a year, parts nothing.
    std::vector<text::Range> pieces_of(text::Range r) const;
    std::vector<CellClass> classes_of(const std::vector<text::Range>& cells) const;
    /// What the label over the first column of this class names, of the lexicon's `column`; empty where it is none.
    std::string_view key_over(const CompanyHeader& header, const std::vector<CellClass>& columns,
                              CellClass wanted) const;

  private:
    std::string_view column_key(text::Range label) const;
    std::uint32_t joined_end(std::uint32_t begin, std::uint32_t end, std::uint32_t last) const;

    const text::Atoms& a_;
    const lexicon::Lexicon& lex_;
};

std::size_t ticker_column(const std::vector<CellClass>& classes);
/// One ticker, and figures; prose that names a ticker has more words.
bool is_company_row(const std::vector<CellClass>& classes);
bool has_one_ticker(const std::vector<CellClass>& classes);
/// As many cells, the ticker in the same one.
bool agrees(const std::vector<CellClass>& a, const std::vector<CellClass>& b);
/// A column that holds words in one row is one of words: in others its cells may be blank.
void settle(std::vector<CellClass>& columns, const std::vector<CellClass>& row);

} // namespace yanbao::layout
