#include "yanbao/facts/figures.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <set>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::is_digit;
using text::Range;

constexpr std::uint32_t longest_number = 3;
constexpr std::uint32_t longest_page = 3;
constexpr std::uint32_t least_leaders = 3;
constexpr std::uint32_t longest_line = 80;

bool is_leader(char32_t c) { return c == U'.' || c == U'\u2026' || c == U'\u00B7'; }
bool parts_figure_number(char32_t c) {
    return c == U':' || c == U'.' || c == U'\u3001' || c == U'-' || c == U'|';
}

class FigureReader {
  public:
    FigureReader(const Context& context, Facts& facts)
        : c_(context), a_(context.document.atoms), facts_(facts), words_(context, "caption"),
          headings_(context, "contents_heading") {}

    void run() {
        const auto& blocks = c_.document.blocks;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const Block& block = blocks[i];
            if (block.kind == BlockKind::furniture) continue;
            const bool cut = block.kind == BlockKind::caption && in_list_ && i + 1 < blocks.size() &&
                             blocks[i + 1].kind != BlockKind::furniture && goes_on(blocks[i + 1].atoms);
            if (block.kind == BlockKind::contents || cut) {
                in_list_ = true;
                entries(block.atoms);
                continue;
            }
            if (open_ && goes_on(block.atoms)) {
                finish(block.atoms);
                continue;
            }
            open_ = false;
            in_list_ = headings_.whole(block.body()).has_value();
        }
        if (facts_.figures.empty())
            for (const Block& block : c_.document.blocks)
                if (block.kind == BlockKind::caption) captions(block.atoms);
    }

  private:
    struct Start {
        Range kind, no;
        std::uint32_t end = 0; ///< behind number and colon
    };

    std::optional<Start> start_at(std::uint32_t at, std::uint32_t end) const {
        const auto word = words_.at(at, end);
        if (!word) return std::nullopt;
        std::uint32_t i = word->end;
        while (i < end && a_.cp[i] == U'.') ++i; // Fig. 1
        const std::uint32_t no = i;
        while (i < end && i - no <= longest_number && is_digit(a_.cp[i]) &&
               (i == no || !a_.has(i, text::flag::gap)))
            ++i;
        if (i == no || i - no > longest_number) return std::nullopt;
        Start start{{word->begin, word->end}, {no, i}, i};
        while (start.end < end && parts_figure_number(a_.cp[start.end]) && start.end - i < 2) ++start.end;
        return start;
    }

    // One line of the list; two of its columns may have been printed as one.
    void entries(Range line) {
        std::uint32_t at = line.begin;
        auto start = start_at(at, line.end);
        if (!start) {
            if (open_ && goes_on(line))
                finish(line);
            else
                open_ = false;
            return;
        }
        while (start) {
            std::optional<Start> next;
            std::uint32_t end = line.end;
            for (std::uint32_t i = start->end + 1; i < line.end && !next; ++i) {
                if (!is_digit(a_.cp[i - 1])) continue;
                next = start_at(i, line.end);
                if (next) end = i;
            }
            add(*start, {at, end}, true);
            at = end;
            start = next;
        }
    }

    void captions(Range r) {
        const auto start = start_at(r.begin, r.end);
        if (!start) return;
        if (!seen_.emplace(std::u32string(a_.view(start->kind)), number(start->no)).second)
            return; // continued overleaf
        add(*start, r, false);
    }

    void add(const Start& start, Range whole, bool listed) {
        Figure figure;
        figure.at = c_.span(whole);
        figure.kind = c_.document.squeezed(start.kind);
        figure.no = number(start.no);
        note_field(figure, "kind", c_, start.kind);
        note_field(figure, "no", c_, start.no);
        facts_.figures.push_back(std::move(figure));
        tail({start.end, whole.end}, listed);
        if (!listed) open_ = false;
    }

    // A caption that the list breaks over two lines: its page stands at the end of the second.
    bool goes_on(Range line) const {
        return line.size() <= longest_line && !start_at(line.begin, line.end) && page_in(line).has_value();
    }
    void finish(Range line) { tail(line, true); }

    void tail(Range rest, bool listed) {
        Figure& figure = facts_.figures.back();
        Range caption = rest;
        open_ = false;
        if (listed) {
            const auto page = page_in(rest);
            if (page) {
                caption.end = page->begin;
                read_page(figure, *page);
            } else {
                open_ = true;
            }
            while (!caption.empty() && is_leader(a_.cp[caption.end - 1])) --caption.end;
        }
        if (caption.empty()) return;
        figure.caption += (figure.caption.empty() ? "" : " ") + c_.document.printed(caption);
        note_field(figure, "caption", c_, caption);
    }

    void read_page(Figure& figure, Range page) {
        if (std::all_of(a_.cp.begin() + page.begin, a_.cp.begin() + page.end, is_digit)) {
            figure.page = number(page);
            note_field(figure, "page", c_, page);
            return;
        }
        add_finding(facts_, c_, "page_unreadable", Severity::warning, "report",
                    "the page of " + figure.kind + " " + std::to_string(*figure.no) + " is printed as " +
                        c_.document.printed(page),
                    page);
    }

    // What stands behind dots or a tab at the end of a line: digits, or one letter that was a digit.
    std::optional<Range> page_in(Range rest) const {
        std::uint32_t at = rest.end;
        while (at > rest.begin && rest.end - at < longest_page && is_digit(a_.cp[at - 1])) {
            --at;
            if (a_.has(at, text::flag::gap)) break;
        }
        if (at == rest.end) { // no digit
            if (at == rest.begin || !lexicon::is_ascii_letter(a_.cp[at - 1])) return std::nullopt;
            --at;
        }
        if (at == rest.begin) return Range{at, rest.end};
        return set_off(rest.begin, at) ? std::optional(Range{at, rest.end}) : std::nullopt;
    }

    bool set_off(std::uint32_t begin, std::uint32_t at) const {
        std::uint32_t leaders = 0;
        while (at - leaders > begin && is_leader(a_.cp[at - leaders - 1])) ++leaders;
        if (leaders >= least_leaders) return true;
        if (leaders == 0 && !a_.has(at, text::flag::gap)) return false;
        const std::string_view source = c_.document.source;
        const std::uint32_t from = a_.src[at - leaders - 1], to = a_.src[at];
        const std::string_view between = source.substr(from, to > from ? to - from : 0);
        return between.find('\t') != between.npos || between.find("  ") != between.npos ||
               is_digit(a_.cp[at]);
    }

    std::int64_t number(Range r) const {
        std::int64_t value = 0;
        for (std::uint32_t i = r.begin; i < r.end; ++i)
            value = value * 10 + static_cast<std::int64_t>(a_.cp[i] - U'0');
        return value;
    }

    const Context& c_;
    const text::Atoms& a_;
    Facts& facts_;
    Words words_, headings_;
    std::set<std::pair<std::u32string, std::int64_t>> seen_;
    bool in_list_ = false;
    bool open_ = false; ///< the last entry has no page yet
};

} // namespace

void read_figures(const Context& context, Facts& facts) { FigureReader(context, facts).run(); }

} // namespace yanbao::facts
