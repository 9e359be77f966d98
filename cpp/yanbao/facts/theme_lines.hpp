#pragma once
// Paragraphs that no blank line parts: layout joins their lines, and the names at the end of one stand before the label
// of the next.

#include "yanbao/facts/theme_list.hpp"
#include "yanbao/facts/theme_mark.hpp"

#include <vector>

namespace yanbao::facts {

class LineReader {
  public:
    LineReader(const Context& context, const ThemeWords& words, const CompanyReader& companies)
        : d_(context.document), a_(context.document.atoms), w_(words), companies_(companies),
          marks_(context.lexicon) {}

    /// The block, cut where a line, or what white space parts, begins with a label of its own and what stands before it
    /// says that it is over: it ends with a company, or is all the heading of a part of the report.
    std::vector<layout::Block> paragraphs(const layout::Block& block) const;

  private:
    text::Range label(text::Range line) const;
    bool ends_list(text::Range before, text::Range label) const;
    bool is_heading(text::Range line) const;
    bool is_field(text::Range line, text::Range next) const;
    std::uint32_t line_end(std::uint32_t at, std::uint32_t end) const;

    const layout::Document& d_;
    const text::Atoms& a_;
    const ThemeWords& w_;
    const CompanyReader& companies_;
    MarkReader marks_;
};

} // namespace yanbao::facts
