#pragma once
// What pages print at their edges: running heads, disclaimers' calls, page numbers behind a tab.

#include "yanbao/layout/lines.hpp"
#include "yanbao/lexicon/lexicon.hpp"

#include <optional>
#include <string_view>
#include <unordered_map>

namespace yanbao::layout {

class RunningHeads {
  public:
    /// Counts which short lines come back; `lines` outlives this.
    RunningHeads(const Lines& lines, const lexicon::Lexicon& lexicon);

    /// A call of the disclaimer, or a short line that is printed again and again.
    bool is_head(const Line& line) const;
    /// A running head with its page behind a tab: two cells that stand alone.
    bool is_paged_head(std::size_t i) const;

  private:
    bool starts_with_furniture(const Line& line) const;
    bool has_name_of_its_own(const Line& line) const;

    const Lines& l_;
    const lexicon::Lexicon& lex_;
    std::optional<lexicon::CategoryId> furniture_, caption_, note_, section_;
    std::unordered_map<std::u32string_view, std::uint32_t> repeats_;
};

} // namespace yanbao::layout
