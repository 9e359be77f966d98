#include "yanbao/layout/cell_words.hpp"

#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::layout {

bool is_figure_cell(const text::Atoms& atoms, const lexicon::Lexicon& lexicon, text::Range r) {
    return text::is_absent(atoms, lexicon, r) || text::whole_quantity(atoms, lexicon, r).has_value();
}

bool goes_on_as_label(const text::Atoms& atoms, const lexicon::Lexicon& lexicon, text::Range above,
                      text::Range below) {
    if (above.empty() || below.empty()) return false;
    const auto words = atoms.view(above);
    if (atoms.cp[below.begin] == U'(' ||
        std::count(words.begin(), words.end(), U'(') > std::count(words.begin(), words.end(), U')'))
        return true;
    std::uint32_t end = below.begin; // without its unit
    while (end < below.end && atoms.cp[end] != U'(') ++end;
    const auto metrics = lexicon.find_category("metric");
    return metrics && lexicon.exact(*metrics, atoms.view({above.begin, end})).has_value();
}

void tell_torn(Lines& lines, const Line& row) {
    lines.findings.push_back({"row_misaligned",
                              Severity::warning,
                              "report",
                              1,
                              "a row of a table has not as many figures as years: left out",
                              {{row.start, row.end}}});
}

} // namespace yanbao::layout
