#pragma once

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

#include <optional>

namespace yanbao::layout {

/// What the cells of a column of rows are.
enum class CellClass : std::uint8_t { figure, ticker, words };

/// The columns of a table of companies: each has a label, and those under a group have a year of it as well.
struct CompanyHeader {
    std::vector<text::Range> labels;
    std::vector<text::Range> years; ///< or units, where a label has no years; empty where none is printed
    bool has_years = false;         ///< the second row holds something
};

/// Lays the pieces of a header, in the order of the print, over columns of these classes.  As many labels as make the
/// numbers agree stand over several columns: one for each run of years.  Nothing where the numbers do not agree, where a
/// label would stand over cells of another kind, or where several ways to lay them out would do.  `behind`: pieces that
/// follow the rows, where some programs write the labels of groups.
std::optional<CompanyHeader> fit_header(const text::Atoms& atoms, const lexicon::Lexicon& lexicon,
                                        const std::vector<text::Range>& pieces,
                                        const std::vector<CellClass>& columns,
                                        const std::vector<text::Range>& behind = {});

} // namespace yanbao::layout
