#pragma once
// The first stage of the text door: printed lines, their atoms, and the cells of lines that are table rows.

#include "yanbao/layout/document.hpp"

namespace yanbao::layout {

enum class LineKind : std::uint8_t {
    blank,
    prose,
    row,
    rule,
    heading,
    item,
    caption,
    note,
    contents,
    sidebar,
    furniture
};

struct Line {
    std::uint32_t start = 0; ///< bytes of the source, without the line break
    std::uint32_t end = 0;
    text::Range atoms; ///< of Lines::atoms; # marks and pipes leave none
    std::uint32_t first_cell = 0;
    std::uint32_t cell_count = 0; ///< 0 where the line is no table row
    bool marked_cells = false;    ///< pipes or tags part its cells, not white space
    std::uint8_t hashes = 0;      ///< markdown heading level
    LineKind kind = LineKind::prose;
    std::uint8_t level = 0;
    std::int32_t number = -1;
    std::uint32_t mark_end = 0; ///< atom after the list mark
};

struct Lines {
    text::Atoms atoms;
    std::vector<Line> lines;
    std::vector<text::Range> cells;
    std::vector<Finding> findings;
};

/// Lines of the source with `blank`, `row`, `rule` (the dashes under a pipe table's head) or `prose` for a kind.
Lines split_lines(std::string_view source, const Limits& limits);

} // namespace yanbao::layout
