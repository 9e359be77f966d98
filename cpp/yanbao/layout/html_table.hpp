#pragma once
// Tables written in HTML inside a text: their rows become the same lines of cells that pipes and tabs make.

#include "yanbao/layout/html_tag.hpp"
#include "yanbao/layout/lines.hpp"

#include <vector>

namespace yanbao::layout {

/// A cell that covers several columns or rows is followed by blank ones there.  A table within a cell stands for itself,
/// behind what its cell says before it.  Spans are cut to the row's limit, and their blanks to a share of the source's bytes.
class HtmlTables {
  public:
    HtmlTables(std::string_view source, const Limits& limits, Lines& out);

    /// The byte at or behind `from`, which never falls, where the next table opens; npos where none does.
    std::size_t next(std::size_t from);
    /// Reads the table that opens at `at`; the byte behind it.
    std::size_t read(std::size_t at);

    std::uint32_t wide_rows() const noexcept { return wide_rows_; }
    /// Rows, cells and whole tables with text that the page does not show: left out.
    std::uint32_t hidden() const noexcept { return hidden_; }
    std::uint32_t cut_spans() const noexcept { return cut_spans_; }

  private:
    struct SpannedCell {
        text::Range atoms;
        std::uint32_t columns = 1, rows = 1;
    };
    enum class Sink : std::uint8_t { none, row, cell, caption, prose };

    bool closes_later(std::size_t at);
    bool ends_at_blank_line(std::size_t line_break);
    bool mute(const HtmlTag& tag);
    void unmute();
    void take(const HtmlTag& tag, std::size_t at);
    void add_text(std::size_t from, std::size_t to);
    void open(Sink sink, std::size_t at);
    void close_cell();
    void close_all(std::size_t at);
    void emit(LineKind kind, std::size_t end);
    void emit_row(std::size_t end);
    bool put(text::Range cell, Line& line);
    bool put_blank(Line& line);
    bool pass_covered(Line& line, bool to_the_end);
    void part();

    std::string_view source_;
    const Limits& limits_;
    Lines& out_;
    Sink sink_ = Sink::none;
    std::size_t depth_ = 0;              ///< of tables that are open
    std::vector<SpannedCell> cells_;     ///< of the open row
    std::vector<std::uint32_t> covered_; ///< by column: rows below that a cell above still covers
    std::size_t line_start_ = 0;         ///< byte where the open row, caption or prose starts
    std::uint32_t line_atoms_ = 0;       ///< and its first atom
    bool apart_ = false;                 ///< a break or a tag stands before what comes next
    std::size_t next_table_ = 0, next_close_ = 0;
    std::size_t blanks_allowed_ = 0;
    std::uint32_t wide_rows_ = 0, cut_spans_ = 0, hidden_ = 0;
    /// The outermost thing that is hidden; what it holds is passed over.
    enum class Mute : std::uint8_t { none, cell, row, section, table } mute_ = Mute::none;
    bool muted_text_ = false;      ///< it holds some
    std::size_t muted_tables_ = 0; ///< open within it
};

} // namespace yanbao::layout
