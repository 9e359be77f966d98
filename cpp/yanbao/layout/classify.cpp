#include "yanbao/layout/classify.hpp"

#include "yanbao/layout/contents.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/layout/running_heads.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <unordered_set>

namespace yanbao::layout {

namespace {

using lexicon::CategoryId;
using lexicon::is_digit;
using lexicon::han::full_stop;
using text::Atoms;
using text::Range;

// Lengths in atoms.  Headings and labels are short; what is longer is prose.
constexpr std::uint32_t longest_heading = 45;
constexpr std::ptrdiff_t fewest_digits_of_telephone = 7;
constexpr std::uint32_t longest_bare_title = 16;
constexpr std::uint32_t clauses_of_a_sentence = 2; ///< marks between them; a title has one at most
constexpr std::int32_t most_lost_numbers = 3;      ///< of a list whose first items are not there
constexpr std::uint32_t longest_label_line = 80;
constexpr std::uint32_t least_of_definition = 16;

constexpr char32_t date_mark_characters[] = {U'-', U'/', U'.', lexicon::han::year, lexicon::han::month};
constexpr std::u32string_view date_marks(date_mark_characters, std::size(date_mark_characters));
constexpr std::u32string_view clause_marks = U",\u3002;!?\u3001";

class Classifier {
  public:
    Classifier(Lines& lines, const lexicon::Lexicon& lexicon)
        : l_(lines), lex_(lexicon), heads_(lines, lexicon) {
        contents_ = lex_.find_category("contents_heading");
        caption_ = lex_.find_category("caption");
        note_ = lex_.find_category("note");
        sidebar_ = lex_.find_category("sidebar");
        section_ = lex_.find_category("section_label");
    }

    void run() {
        bool in_contents = false;
        for (std::size_t i = 0; i < l_.lines.size(); ++i) {
            Line& line = l_.lines[i];
            if (line.kind == LineKind::blank || line.kind == LineKind::rule || line.kind == LineKind::caption)
                continue;
            mark(i);
            if (is_contents_heading(line)) {
                line.kind = LineKind::heading;
                in_contents = true;
                continue;
            }
            if ((line.kind == LineKind::prose && is_page_number(view(line)) && !goes_on_number(i)) ||
                heads_.is_head(line)) {
                line.kind = LineKind::furniture;
                continue;
            }
            in_contents = in_contents && (line.kind == LineKind::row || has_page(atoms(), line.atoms)) &&
                          line.hashes == 0;
            if (in_contents || has_leader(atoms(), line.atoms)) {
                line.kind = LineKind::contents;
                titles_.insert(contents_title(view(line)));
                continue;
            }
            line.kind = line.kind == LineKind::row ? row_kind(i) : prose_kind(i);
        }
    }

  private:
    const Atoms& atoms() const { return l_.atoms; }
    std::u32string_view view(const Line& line) const { return l_.atoms.view(line.atoms); }

    void mark(std::size_t i) const {
        Line& line = l_.lines[i];
        const Mark m = mark_at(atoms(), line.atoms.begin, line.atoms.end);
        if (m.kind == MarkKind::none || (m.kind == MarkKind::section && goes_on_with_quantity(i, m.end)))
            return;
        if (m.kind == MarkKind::number && closes_bracket(i, m.end)) return;
        line.mark_end = m.end;
        line.number = m.number;
        switch (m.kind) {
        case MarkKind::section: line.level = m.depth; break;
        case MarkKind::chinese: line.level = 1; break;
        case MarkKind::chinese_bracketed: line.level = 2; break;
        default: break;
        }
    }

    // A line of broken prose may start with a decimal and its unit: "37.60 times" is no section 37.60.
    bool goes_on_with_quantity(std::size_t i, std::uint32_t behind) const {
        if (i == 0 || l_.lines[i].hashes > 0) return false;
        const Line& before = l_.lines[i - 1];
        const bool prose = before.kind == LineKind::prose || before.kind == LineKind::item;
        return prose && !before.atoms.empty() && !is_terminated(atoms(), before.atoms) &&
               text::unit_at(atoms(), lex_, behind, l_.lines[i].atoms.end).has_value();
    }

    // "(CSEE 20" and "24)": the line closes what the one above has opened.
    bool closes_bracket(std::size_t i, std::uint32_t behind) const {
        if (i == 0 || atoms().cp[behind - 1] != U')') return false;
        const auto v = view(l_.lines[i - 1]);
        return std::count(v.begin(), v.end(), U'(') > std::count(v.begin(), v.end(), U')');
    }

    // A line's words without its list mark, as one view.
    Range body(const Line& line) const { return {std::max(line.mark_end, line.atoms.begin), line.atoms.end}; }

    bool is_whole(std::optional<CategoryId> category, Range r) const {
        if (!category || r.empty()) return false;
        if (is_one_of(atoms().cp[r.end - 1], U":")) --r.end;
        return lex_.exact(*category, atoms().view(r)).has_value();
    }
    std::optional<lexicon::Hit> leading(std::optional<CategoryId> category, Range r) const {
        if (!category || r.empty()) return std::nullopt;
        return lex_.at(*category, atoms().cp, atoms().flags, r.begin);
    }

    bool is_contents_heading(const Line& line) const {
        return line.kind == LineKind::prose && line.atoms.size() <= longest_heading &&
               is_whole(contents_, body(line));
    }

    // The rest of a number or a day that was broken over two lines.
    bool goes_on_number(std::size_t i) const {
        if (i == 0 || l_.lines[i - 1].atoms.empty() || l_.lines[i - 1].cell_count > 0) return false;
        if (l_.lines[i - 1].kind == LineKind::furniture || !is_digit(atoms().cp[l_.lines[i].atoms.begin]))
            return false;
        const char32_t before = atoms().cp[l_.lines[i - 1].atoms.end - 1];
        return is_digit(before) || is_one_of(before, date_marks);
    }

    LineKind row_kind(std::size_t i) const {
        const Line& line = l_.lines[i];
        if (heads_.is_paged_head(i)) return LineKind::furniture;
        if (line.cell_count == 0) return LineKind::row; // of a table whose cells a limit cut off
        const Range first = l_.cells[line.first_cell];
        if (line.cell_count == 2 && !first.empty()) {
            const Mark m = mark_at(atoms(), first.begin, first.end);
            if (m.kind != MarkKind::none && m.end == first.end)
                return LineKind::item; // a list mark set off by a tab
        }
        if (line.cell_count <= 3 && label_line(first) && !is_among_rows(i)) return LineKind::sidebar;
        return LineKind::row;
    }

    // Three cells beside a row of three that is no label of a side bar: a scale of ratings prints such tables.
    bool is_among_rows(std::size_t i) const {
        const auto row = [&](std::size_t k) {
            if (k >= l_.lines.size() || l_.lines[k].cell_count != 3) return false;
            return !label_line(l_.cells[l_.lines[k].first_cell]);
        };
        return l_.lines[i].cell_count == 3 && ((i > 0 && row(i - 1)) || row(i + 1));
    }

    // A side bar's label, then a colon or nothing; or an address to write to.
    bool label_line(Range r) const {
        const auto hit = leading(sidebar_, r);
        if (hit && hit->end <= r.end) return hit->end == r.end || atoms().cp[hit->end] == U':';
        return false;
    }
    // `Sector rating: over the twelve months ...`, which goes on below: what ratings mean, and no rating.
    bool begins_definition(std::size_t i) const {
        const Range r = l_.lines[i].atoms;
        const auto hit = leading(sidebar_, r);
        if (!hit || lex_.key(*sidebar_, hit->key) != "sector_rating" ||
            r.end - hit->end < least_of_definition)
            return false;
        if (i + 1 >= l_.lines.size()) return false;
        const Line& next = l_.lines[i + 1];
        return !next.atoms.empty() && next.cell_count == 0 && !label_line(next.atoms);
    }
    bool is_reach(const Line& line) const {
        const auto v = view(line);
        if (v.find(U'@') != v.npos && v.find(full_stop) == v.npos) return true;
        const bool dialled =
            std::all_of(v.begin(), v.end(), [](char32_t c) { return is_digit(c) || is_one_of(c, U"-()+"); });
        return dialled && std::count_if(v.begin(), v.end(), is_digit) >= fewest_digits_of_telephone;
    }

    // No prose right above it (an item's first line is prose) or right below.
    bool stands_alone(std::size_t i) const {
        const auto is = [&](std::size_t k, LineKind kind) {
            return k < l_.lines.size() && l_.lines[k].kind == kind && !l_.lines[k].atoms.empty();
        };
        const bool first = i == 0 || (!is(i - 1, LineKind::prose) && !is(i - 1, LineKind::item));
        return first && !is(i + 1, LineKind::prose);
    }

    // A few words without any punctuation, below a finished sentence or a blank line, above a blank line or a list: a
    // title whose own blank lines were lost.
    bool closes_on_title(std::size_t i) const {
        const Line& line = l_.lines[i];
        const auto blank = [&](std::size_t k) { return k >= l_.lines.size() || l_.lines[k].atoms.empty(); };
        if (line.atoms.size() > longest_bare_title) return false;
        if (view(line).find_first_of(U",\u3002;!?\u3001:().%\"") != std::u32string_view::npos) return false;
        const bool list_below = !blank(i + 1) && starts_list(l_.lines[i + 1]);
        if (i == 0 || blank(i - 1)) return list_below;
        const Line& above = l_.lines[i - 1];
        const bool last_of_several =
            i > 1 && !blank(i - 2) && l_.lines[i - 2].atoms.size() > line.atoms.size();
        return (blank(i + 1) || list_below) && above.cell_count == 0 &&
               (above.atoms.size() > line.atoms.size() || last_of_several) &&
               (is_terminated(atoms(), above.atoms) || atoms().cp[above.atoms.end - 1] == U')');
    }

    bool starts_list(const Line& line) const {
        const Mark mark = mark_at(atoms(), line.atoms.begin, line.atoms.end);
        return line.cell_count == 0 && mark.number >= 1 && mark.number <= most_lost_numbers &&
               mark.kind != MarkKind::section;
    }

    LineKind prose_kind(std::size_t i) {
        Line& line = l_.lines[i];
        const Range whole = line.atoms;
        if (const auto hit = leading(caption_, whole);
            hit && hit->end < whole.end && is_digit(atoms().cp[hit->end]))
            if (whole.size() <= longest_label_line && !is_terminated(atoms(), whole))
                return LineKind::caption;
        if (const auto hit = leading(note_, whole);
            hit && hit->end < whole.end && atoms().cp[hit->end] == U':')
            return LineKind::note;
        if (line.hashes > 0) {
            line.level = line.hashes;
            return LineKind::heading;
        }
        if (whole.size() <= longest_label_line && (label_line(whole) || is_reach(line)) &&
            !begins_definition(i))
            return LineKind::sidebar;
        if (whole.size() <= longest_heading && is_whole(section_, body(line))) return LineKind::heading;
        if (titles_.contains(view(line))) {
            line.level = std::max<std::uint8_t>(line.level, 1);
            return LineKind::heading;
        }
        const bool short_line = whole.size() <= longest_heading && !is_terminated(atoms(), whole);
        if (short_line && line.mark_end == 0 && closes_on_title(i)) return LineKind::heading;
        if (line.mark_end > 0) {
            const bool title = short_line && line.level > 0 && !is_cut(body(line)) && !goes_on_below(i);
            return title ? LineKind::heading : LineKind::item;
        }
        if (short_line && stands_alone(i) && view(line).find(full_stop) == std::u32string_view::npos &&
            clause_count(whole) <= 1 && !is_cut(body(line)))
            return LineKind::heading;
        return LineKind::prose;
    }

    // A bracket that is not paired, a comma at either end: the line goes on elsewhere, or comes from there.
    bool is_cut(Range r) const {
        const auto v = atoms().view(r);
        if (v.empty()) return false;
        const auto count = [&](char32_t c) { return std::count(v.begin(), v.end(), c); };
        return count(U'(') != count(U')') || count(U'\u300A') != count(U'\u300B') ||
               is_one_of(v.front(), clause_marks) || is_one_of(v.back(), clause_marks);
    }

    // Clauses of a sentence whose rest stands right below, or a line below that begins inside one.
    bool goes_on_below(std::size_t i) const {
        if (i + 1 >= l_.lines.size() || l_.lines[i].hashes > 0) return false;
        const Line& below = l_.lines[i + 1];
        if (below.kind != LineKind::prose || below.atoms.empty()) return false;
        const bool marked = mark_at(atoms(), below.atoms.begin, below.atoms.end).kind != MarkKind::none;
        return is_one_of(atoms().cp[below.atoms.begin], clause_marks) ||
               (!marked && clause_count(body(l_.lines[i])) >= clauses_of_a_sentence);
    }

    std::uint32_t clause_count(Range r) const {
        const auto v = atoms().view(r);
        return static_cast<std::uint32_t>(
            std::count_if(v.begin(), v.end(), [](char32_t c) { return is_one_of(c, clause_marks); }));
    }

    Lines& l_;
    const lexicon::Lexicon& lex_;
    std::optional<CategoryId> contents_, caption_, note_, sidebar_, section_;
    RunningHeads heads_;
    std::unordered_set<std::u32string_view> titles_; ///< of the contents lines so far
};

} // namespace

void classify(Lines& lines, const lexicon::Lexicon& lexicon) { Classifier(lines, lexicon).run(); }

} // namespace yanbao::layout
