#include "yanbao/layout/assemble.hpp"

#include "yanbao/layout/contents.hpp"
#include "yanbao/layout/line_ends.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::size_t most_asides = 24;          ///< lines of a side bar
constexpr std::uint32_t longest_title = 45;      ///< a headline
constexpr std::uint32_t longest_list_tail = 200; ///< atoms behind the word that announces a list
constexpr std::uint32_t least_of_cut_prose = 15; ///< a shorter line is a title, not prose cut by a page

bool is_alphanumeric(char32_t c) { return lexicon::is_ascii_letter(c) || lexicon::is_digit(c); }

class Assembler {
  public:
    Assembler(const Lines& lines, const lexicon::Lexicon& lexicon, const Limits& limits, Document& document)
        : l_(lines), lex_(lexicon), limits_(limits), d_(document),
          list_end_(lexicon.find_category("list_end")), source_end_(lexicon.find_category("source_end")),
          house_(lexicon.find_category("broker")), list_word_(lexicon.find_category("theme_role")) {}

    void run() {
        d_.atoms.cp.reserve(l_.atoms.size());
        d_.atoms.src.reserve(l_.atoms.size());
        d_.atoms.flags.reserve(l_.atoms.size());
        for (std::size_t i = 0; i < l_.lines.size(); ++i) take(i);
        close();
        if (dropped_rows_ > 0)
            d_.findings.push_back({"limit",
                                   Severity::warning,
                                   "report",
                                   dropped_rows_,
                                   "a table has more than rows_per_table rows: those beyond are left out",
                                   {}});
    }

  private:
    const Line& line(std::size_t i) const { return l_.lines[i]; }

    void take(std::size_t i) {
        switch (line(i).kind) {
        case LineKind::blank: ++blanks_; return;
        case LineKind::rule: return;
        case LineKind::furniture:
        case LineKind::sidebar: asides_.push_back(i); return;
        case LineKind::row: take_row(i); break;
        case LineKind::prose:
        case LineKind::item: take_prose(i); break;
        case LineKind::heading:
            if (interrupts(i)) {
                asides_.push_back(i);
                return;
            }
            [[fallthrough]];
        default:
            close();
            open_.push_back(i);
            kind_ = line(i).kind;
            break;
        }
        blanks_ = 0;
        asides_at_last_line_ = asides_.size();
    }

    // An unmarked title inside a clause that is not finished: what stands at the edge of the page.
    bool interrupts(std::size_t i) const {
        const Line& title = line(i);
        const bool unmarked = title.hashes == 0 && title.mark_end == 0 && title.level == 0;
        if (!unmarked || open_.empty() || asides_.size() >= most_asides) return false;
        if (kind_ != LineKind::prose && kind_ != LineKind::item) return false;
        const char32_t before = l_.atoms.cp[line(open_.back()).atoms.end - 1];
        return brackets_ > 0 || before == U',' || before == U'\u3001';
    }

    bool aside_between() const { return asides_.size() > asides_at_last_line_; }

    void take_row(std::size_t i) {
        const bool together = blanks_ == 0 || (aside_between() && !open_.empty() &&
                                               line(open_.back()).cell_count == line(i).cell_count);
        if (open_.empty() || kind_ != LineKind::row || !together) {
            close();
            kind_ = LineKind::row;
        }
        if (open_.size() < limits_.rows_per_table)
            open_.push_back(i);
        else
            ++dropped_rows_;
    }

    void take_prose(std::size_t i) {
        if (!open_.empty() && continues(i)) {
            if (kind_ == LineKind::heading && begins_with_stop(line(i).atoms)) kind_ = LineKind::prose;
            open_.push_back(i);
            count_marks(line(i).atoms);
            return;
        }
        close();
        kind_ = line(i).kind;
        open_.push_back(i);
        count_marks(line(i).atoms);
    }

    // Whether line i goes on with the open block.
    bool continues(std::size_t i) const {
        const Line& next = line(i);
        if (next.kind == LineKind::item) return false;
        if (kind_ == LineKind::note)
            return blanks_ == 0 && !ends_sentence(l_.atoms, line(open_.back()).atoms) &&
                   !ends_source(line(open_.back()).atoms, next.atoms);
        if (kind_ == LineKind::caption || kind_ == LineKind::row || kind_ == LineKind::contents) return false;
        const Range last = line(open_.back()).atoms;
        const bool whole =
            (is_terminated(l_.atoms, last) && !is_cut_number(l_.atoms, last, next.atoms)) || ends_list(last);
        if (kind_ == LineKind::heading)
            return heading_goes_on(i) ||
                   (line(open_.back()).hashes == 0 && !whole && begins_with_stop(next.atoms));
        if (starts_title(l_.atoms, next.atoms, last)) return false;
        if (blanks_ == 0 && !aside_between())
            return !(whole &&
                     (starts_with_label(l_.atoms, next.atoms) || starts_with_name(l_.atoms, next.atoms)));
        if (brackets_ > 0) return true;
        if (!whole && begins_with_stop(next.atoms)) return true;
        if (whole || (starts_with_label(l_.atoms, next.atoms) && !ends_in_clause(l_.atoms, last)))
            return false;
        return (is_cut_prose(last) || is_cut_list(last)) && reads_on(l_.atoms, next.atoms);
    }

    // No paragraph begins with a comma.
    bool begins_with_stop(Range next) const {
        return !next.empty() && std::u32string_view(U",;\u3001\u3002)").find(l_.atoms.cp[next.begin]) !=
                                    std::u32string_view::npos;
    }

    // Across a page: a list of companies that was announced and not ended, however short its line is.
    bool is_cut_list(Range last) const {
        if (!list_word_ || !aside_between()) return false;
        const std::uint32_t from = last.end - std::min(last.size(), longest_list_tail);
        for (std::uint32_t at = from; at < last.end; ++at)
            if (const auto hit = lex_.at(*list_word_, l_.atoms.cp, l_.atoms.flags, at);
                hit && hit->end <= last.end)
                return true;
        return false;
    }

    // Across a page: what came before is prose and was cut, not a title that never had a stop.
    bool is_cut_prose(Range last) const {
        if (last.size() < least_of_cut_prose && open_.size() == 1) return false;
        if (stops_ > 0 || (clauses_ >= 3 && last.size() > longest_title)) return true;
        const bool title_like = open_.size() == 1 && clauses_ <= 1 && last.size() <= longest_title;
        return aside_between() && !title_like;
    }

    // A markdown heading is one line; an unmarked one may have been the first line of a paragraph.
    bool heading_goes_on(std::size_t i) const {
        const Line& head = line(open_.back());
        return head.hashes == 0 && head.level == 0 && aside_between() && brackets_ > 0 &&
               line(i).mark_end == 0;
    }

    bool ends_list(Range last) const {
        return line(open_.front()).kind == LineKind::item && ends_in_word(l_.atoms, lex_, list_end_, last);
    }
    // The house that a source names last: what stands below it is another thing, unless it begins within the clause.
    bool ends_source(Range last, Range next) const {
        return (ends_in_word(l_.atoms, lex_, source_end_, last) ||
                ends_in_word(l_.atoms, lex_, house_, last)) &&
               !begins_with_stop(next) &&
               !(source_end_ && lex_.at(*source_end_, l_.atoms.cp, l_.atoms.flags, next.begin));
    }

    void count_marks(Range r) {
        for (char32_t c : l_.atoms.view(r)) {
            if (c == U'(' || c == U'\u300A') ++brackets_;
            if ((c == U')' || c == U'\u300B') && brackets_ > 0) --brackets_;
            if (c == U'\u3002') ++stops_;
            if (c == U',' || c == U'\u3001' || c == U';') ++clauses_;
        }
    }

    void close() {
        if (!open_.empty()) kind_ == LineKind::row ? emit_table() : emit(open_, block_kind(kind_));
        for (std::size_t i : asides_) emit({i}, block_kind(line(i).kind));
        open_.clear();
        asides_.clear();
        asides_at_last_line_ = 0;
        brackets_ = 0;
        stops_ = clauses_ = 0;
        blanks_ = 0;
    }

    static BlockKind block_kind(LineKind kind) {
        switch (kind) {
        case LineKind::heading: return BlockKind::heading;
        case LineKind::item: return BlockKind::item;
        case LineKind::caption: return BlockKind::caption;
        case LineKind::note: return BlockKind::note;
        case LineKind::contents: return BlockKind::contents;
        case LineKind::sidebar: return BlockKind::sidebar;
        case LineKind::furniture: return BlockKind::furniture;
        default: return BlockKind::paragraph;
        }
    }

    // Copies a line's atoms; a line break between Latin words was a space.
    Range copy(const Line& from) {
        Range to{d_.atoms.size(), 0};
        d_.atoms.append(l_.atoms, from.atoms);
        to.end = d_.atoms.size();
        return to;
    }
    // Its words and numbers are its own: none begins in the block before.
    void push(const Block& block) {
        if (!block.atoms.empty()) d_.atoms.flags[block.atoms.begin] |= text::flag::wall;
        d_.blocks.push_back(block);
    }
    void part_words(std::uint32_t at) {
        const char32_t before = d_.atoms.cp[at - 1], after = d_.atoms.cp[at];
        const bool letters = lexicon::is_ascii_letter(before) || lexicon::is_ascii_letter(after);
        if (letters && is_alphanumeric(before) && is_alphanumeric(after))
            d_.atoms.flags[at] |= text::flag::gap;
    }

    void emit(const std::vector<std::size_t>& lines, BlockKind kind) {
        Block block;
        const Line& first = line(lines.front());
        block.kind = kind;
        block.level = first.level;
        block.number = first.number;
        block.atoms = copy(first);
        if (first.mark_end > 0)
            block.mark = {block.atoms.begin, block.atoms.begin + (first.mark_end - first.atoms.begin)};
        for (std::size_t k = 1; k < lines.size(); ++k) {
            const Range more = copy(line(lines[k]));
            part_words(more.begin);
            if (blank_between(lines[k - 1], lines[k])) d_.atoms.flags[more.begin] |= text::flag::after_blank;
            block.atoms.end = more.end;
        }
        push(block);
    }

    // Also one that stands before the foot of a page.
    bool blank_between(std::size_t from, std::size_t to) const {
        while (++from < to)
            if (line(from).kind == LineKind::blank) return true;
        return false;
    }

    void emit_table() {
        Block block;
        block.kind = BlockKind::table;
        block.atoms.begin = d_.atoms.size();
        block.first_row = static_cast<std::uint32_t>(d_.rows.size());
        block.row_count = static_cast<std::uint32_t>(open_.size());
        for (std::size_t i : open_) {
            const Line& from = line(i);
            const Range to = copy(from);
            d_.rows.push_back({static_cast<std::uint32_t>(d_.cells.size()), from.cell_count});
            for (std::uint32_t c = 0; c < from.cell_count; ++c) {
                const Range cell = l_.cells[from.first_cell + c];
                if (cell.empty()) { // it has no place to be moved with its row
                    d_.cells.emplace_back();
                    continue;
                }
                d_.cells.push_back(
                    {cell.begin - from.atoms.begin + to.begin, cell.end - from.atoms.begin + to.begin});
            }
        }
        block.atoms.end = d_.atoms.size();
        push(block);
    }

    const Lines& l_;
    const lexicon::Lexicon& lex_;
    const Limits& limits_;
    Document& d_;
    std::optional<lexicon::CategoryId> list_end_, source_end_, house_, list_word_;
    std::vector<std::size_t> open_;   ///< lines of the block being built
    std::vector<std::size_t> asides_; ///< side bar and furniture lines met since it began
    std::size_t asides_at_last_line_ = 0;
    LineKind kind_ = LineKind::prose;
    std::uint32_t blanks_ = 0;
    std::uint32_t dropped_rows_ = 0;
    int brackets_ = 0;
    std::uint32_t stops_ = 0, clauses_ = 0; ///< of the open block
};

} // namespace

void assemble(const Lines& lines, const lexicon::Lexicon& lexicon, const Limits& limits, Document& document) {
    Assembler(lines, lexicon, limits, document).run();
}

} // namespace yanbao::layout
