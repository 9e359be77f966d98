#include "yanbao/layout/running_heads.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

using text::Range;

// Lengths in atoms.
constexpr std::uint32_t longest_disclaimer_call = 80; ///< of a disclaimer
constexpr std::uint32_t longest_running_head = 40;
constexpr std::uint32_t repeats_of_a_head = 3;
constexpr std::uint32_t call_reach = 16; ///< before the call, a page number or a short running head
constexpr std::uint32_t longest_page_number = 3;
constexpr char32_t sentence_end = U'\u3002';
constexpr std::u32string_view clause_ends = U",\u3002;!?\u3001";

bool ends_clause(char32_t c) { return clause_ends.find(c) != clause_ends.npos; }

} // namespace

RunningHeads::RunningHeads(const Lines& lines, const lexicon::Lexicon& lexicon)
    : l_(lines), lex_(lexicon), furniture_(lexicon.find_category("furniture")),
      caption_(lexicon.find_category("caption")), note_(lexicon.find_category("note")),
      section_(lexicon.find_category("section_label")) {
    for (const Line& line : l_.lines)
        if (line.kind == LineKind::prose && line.atoms.size() <= longest_running_head)
            ++repeats_[l_.atoms.view(line.atoms)];
}

bool RunningHeads::is_head(const Line& line) const {
    if (line.kind != LineKind::prose || line.atoms.size() > longest_disclaimer_call) return false;
    if (starts_with_furniture(line)) return true;
    if (line.atoms.size() > longest_running_head || line.mark_end > 0 || line.hashes > 0) return false;
    if (has_name_of_its_own(line) || ends_clause(l_.atoms.cp[line.atoms.end - 1])) return false;
    const auto found = repeats_.find(l_.atoms.view(line.atoms));
    return found != repeats_.end() && found->second >= repeats_of_a_head;
}

// The title of a section, a note or a caption may come back as well.
bool RunningHeads::has_name_of_its_own(const Line& line) const {
    const auto starts = [&](std::optional<lexicon::CategoryId> category) {
        return category && lex_.at(*category, l_.atoms.cp, l_.atoms.flags, line.atoms.begin).has_value();
    };
    Range title = line.atoms;
    if (l_.atoms.cp[title.end - 1] == U':') --title.end;
    return (section_ && lex_.exact(*section_, l_.atoms.view(title))) || starts(note_) || starts(caption_);
}

bool RunningHeads::starts_with_furniture(const Line& line) const {
    if (!furniture_) return false;
    const std::uint32_t last = std::min(line.atoms.end, line.atoms.begin + call_reach);
    const lexicon::Shape& shape = lex_.shape(*furniture_);
    for (std::uint32_t at = line.atoms.begin; at < last; ++at) {
        if (shape.may_start(l_.atoms.cp[at])) {
            const auto hit = lex_.at(*furniture_, l_.atoms.cp, l_.atoms.flags, at);
            if (hit && hit->end <= line.atoms.end)
                return l_.atoms.view(line.atoms).find(sentence_end) >= line.atoms.size() / 2;
        }
        if (ends_clause(l_.atoms.cp[at])) return false;
    }
    return false;
}

bool RunningHeads::is_paged_head(std::size_t i) const {
    const Line& line = l_.lines[i];
    const auto is_row = [&](std::size_t k) { return k < l_.lines.size() && l_.lines[k].cell_count > 0; };
    if (line.cell_count != 2 || line.marked_cells || line.atoms.size() > longest_running_head) return false;
    const Range text = l_.cells[line.first_cell], page = l_.cells[line.first_cell + 1];
    const auto v = l_.atoms.view(page);
    return !text.empty() && !page.empty() && page.size() <= longest_page_number &&
           std::all_of(v.begin(), v.end(), lexicon::is_digit) && !(i > 0 && is_row(i - 1)) && !is_row(i + 1);
}

} // namespace yanbao::layout
