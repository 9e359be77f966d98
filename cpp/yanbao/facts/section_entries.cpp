#include "yanbao/facts/section.hpp"

#include "yanbao/facts/theme_words.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::size_t most_styles = 6;                ///< of list marks that are tried in one section
constexpr std::uint32_t longest_entry_headline = 120; ///< in atoms: what is longer is prose

constexpr std::uint32_t full_line_slack = 3; ///< by which a full printed line may be shorter than the longest

constexpr std::u32string_view unfinished_ends = U",\u3001:(\"-+\u300A\u201C";

bool may_open_entry(const Block& block) {
    return block.kind == BlockKind::heading || (block.kind == BlockKind::item && !block.mark.empty());
}
bool may_be_body(const Block& block) {
    return block.kind == BlockKind::paragraph || block.kind == BlockKind::item ||
           block.kind == BlockKind::note;
}

class EntryReader {
  public:
    EntryReader(const Context& context, const Section& section,
                const std::function<bool(const Entry&)>& vouched)
        : c_(context), d_(context.document), s_(section), vouched_(vouched),
          title_end_(context.lexicon, "entry_title_end"), title_rest_(context.lexicon, "entry_title_rest"),
          text_begin_(context.lexicon, "entry_text_begin") {}

    std::vector<Entry> run() const {
        std::vector<std::u32string> styles;
        for (std::uint32_t b = s_.title + 1; b < s_.end && styles.size() < most_styles; ++b) {
            if (!may_open_entry(d_.blocks[b])) continue;
            std::u32string style = mark_style(c_, d_.blocks[b]);
            if (std::find(styles.begin(), styles.end(), style) != styles.end()) continue;
            std::vector<Entry> entries = read(style);
            if (!entries.empty()) return entries;
            styles.push_back(std::move(style));
        }
        return {};
    }

  private:
    struct Candidate {
        Entry entry;
        bool vouched = false;
        bool next_section = false; ///< its number goes on where the section's own left off
    };

    // Entries whose marks have one style, up to what must be the next section's title.
    std::vector<Entry> read(const std::u32string& style) const {
        std::vector<Candidate> all = candidates(style);
        const bool any = std::any_of(all.begin(), all.end(), [](const Candidate& c) { return c.vouched; });
        std::vector<Entry> entries;
        if (!any) return entries;
        std::optional<std::int64_t> before;
        for (Candidate& c : all) {
            if (!c.vouched && c.next_section) break;
            const bool follows = c.entry.no && c.entry.no == (before ? *before + 1 : 1);
            if (!c.vouched && !follows) continue;
            before = c.entry.no;
            entries.push_back(std::move(c.entry));
        }
        return entries;
    }

    std::vector<Candidate> candidates(const std::u32string& style) const {
        std::vector<Candidate> all;
        const Block& title = d_.blocks[s_.title];
        const bool numbered_alike = mark_style(c_, title) == style && title.number >= 0;
        for (std::uint32_t b = s_.title + 1; b < s_.end; ++b) {
            const Block& block = d_.blocks[b];
            if (!may_open_entry(block) || mark_style(c_, block) != style) continue;
            Candidate found;
            found.entry = entry_at(b, style);
            found.vouched = found.entry.headline.size() <= longest_entry_headline && vouched_(found.entry);
            found.next_section = numbered_alike && block.number == title.number + 1;
            all.push_back(std::move(found));
        }
        return all;
    }

    // The headline is what stands before the first blank line; where none is printed, the first printed lines.
    Entry entry_at(std::uint32_t b, const std::u32string& style) const {
        const Block& block = d_.blocks[b];
        Entry entry;
        if (block.number >= 0) entry.no = block.number;
        const std::vector<Range> parts = parts_of(c_, block);
        if (parts.empty()) return entry;
        entry.headline = parts.front();
        if (holds_text(entry.headline) || (parts.size() == 1 && !has_body(after_asides(b), style))) {
            const std::uint32_t end = end_of_first_lines(entry.headline);
            if (end < entry.headline.end) entry.body.push_back({end, entry.headline.end});
            entry.headline.end = end;
        }
        if (const std::uint32_t end = behind_title(entry.headline);
            entry.body.empty() && end < entry.headline.end) {
            entry.body.push_back({end, entry.headline.end}); // a page cuts the text, not the headline
            entry.headline.end = end;
        }
        std::size_t from = 1;
        if (parts.size() > 2 && entry.body.empty() &&
            is_cut(entry.headline, {parts[1].begin, block.atoms.end}))
            entry.headline.end = parts[from++].end;
        if (from < parts.size()) entry.body.push_back({parts[from].begin, block.atoms.end});

        std::uint32_t next = b + 1;
        if (entry.body.empty()) next = read_headline_rest(b, style, entry);
        for (; has_body(next, style) || is_aside(next); ++next)
            if (!is_aside(next)) entry.body.push_back(d_.blocks[next].atoms);
        entry.headline = without_stops(d_.atoms, entry.headline);
        if (entry.headline_rest.empty()) entry.headline = text::unquoted(d_.atoms, entry.headline);
        return entry;
    }

    // The second half of a headline: right under it, with no blank line between, or behind the foot of a page where
    // the first half is a full line.  Gives the block behind.
    std::uint32_t read_headline_rest(std::uint32_t b, const std::u32string& style, Entry& entry) const {
        const std::uint32_t next = after_asides(b);
        if (!is_loose_line(next) || !has_body(after_asides(next), style)) return b + 1;
        const Block& rest = d_.blocks[next];
        if (rest.atoms.begin == entry.headline.end &&
            !d_.atoms.has(rest.atoms.begin, text::flag::after_blank)) {
            entry.headline.end = rest.atoms.end;
            return next + 1;
        }
        if (next == b + 1 || !is_cut(entry.headline, d_.blocks[after_asides(next)].atoms)) return b + 1;
        entry.headline_rest = without_stops(d_.atoms, rest.atoms);
        return next + 1;
    }

    bool is_aside(std::uint32_t b) const {
        if (b >= s_.end) return false;
        const BlockKind kind = d_.blocks[b].kind;
        return kind != BlockKind::heading && !may_be_body(d_.blocks[b]);
    }
    std::uint32_t after_asides(std::uint32_t b) const {
        for (++b; is_aside(b);) ++b;
        return b;
    }
    // Taken for a title since it stands alone.
    bool is_loose_line(std::uint32_t b) const {
        return b < s_.end && d_.blocks[b].kind == BlockKind::heading && d_.blocks[b].level == 0 &&
               d_.blocks[b].mark.empty();
    }
    // Text of an entry; beside the foot of a page also a line that stands alone, since the page has cut it off.
    bool has_body(std::uint32_t b, const std::u32string& style) const {
        if (b >= s_.end) return false;
        const Block& block = d_.blocks[b];
        if (block.kind == BlockKind::heading)
            return !style.empty() && is_loose_line(b) && (is_aside(b - 1) || is_aside(b + 1));
        return may_be_body(block) && !(may_open_entry(block) && mark_style(c_, block) == style);
    }

    // The headline goes on elsewhere: it ends with a comma, or its last line is as long as those of the text.
    bool is_cut(Range headline, Range text) const {
        if (unfinished_ends.find(d_.atoms.cp[headline.end - 1]) != unfinished_ends.npos) return true;
        std::uint32_t last = headline.end - 1;
        while (last > headline.begin && !d_.atoms.has(last, text::flag::line_start)) --last;
        return length({last, headline.end}) + full_line_slack >= longest_line(text);
    }
    // In printed characters, white space between words included.
    std::uint32_t length(Range line) const {
        std::uint32_t gaps = 0;
        for (std::uint32_t at = line.begin + 1; at < line.end; ++at)
            gaps += d_.atoms.has(at, text::flag::gap) ? 1 : 0;
        return line.size() + gaps;
    }
    std::uint32_t longest_line(Range text) const {
        std::uint32_t longest = 0, start = text.begin;
        for (std::uint32_t at = text.begin + 1; at <= text.end; ++at) {
            if (at < text.end && !d_.atoms.has(at, text::flag::line_start)) continue;
            longest = std::max(longest, length({start, at}));
            start = at;
        }
        return longest;
    }
    bool holds_text(Range headline) const {
        for (std::uint32_t at = headline.begin; at + 1 < headline.end; ++at)
            if (d_.atoms.cp[at] != U';' && ends_sentence(d_.atoms, at)) return true;
        return false;
    }

    // Behind a title that its last word ends (announcement), where text begins as texts do (the company ...) or on
    // another line; the end of the range where that cannot be told.
    std::uint32_t behind_title(Range all) const {
        for (std::uint32_t at = all.begin + 1; at < all.end; ++at) {
            const bool apart = d_.atoms.has(at, text::flag::line_start | text::flag::gap);
            if (title_end_.at_back(d_.atoms, {all.begin, at}) == 0) continue;
            const bool letters = lexicon::is_cjk(d_.atoms.cp[at]) || lexicon::is_digit(d_.atoms.cp[at]);
            if (apart ? letters && title_rest_.at_front(d_.atoms, {at, all.end}) == 0
                      : text_begin_.at_front(d_.atoms, {at, all.end}) > 0)
                return at;
        }
        return all.end;
    }

    // Headline and text without a blank line between: a headline's lines are those before the first short one.
    std::uint32_t end_of_first_lines(Range all) const {
        if (const std::uint32_t end = behind_title(all); end < all.end) return end;
        std::vector<std::uint32_t> starts{all.begin};
        for (std::uint32_t at = all.begin + 1; at < all.end; ++at)
            if (d_.atoms.has(at, text::flag::line_start)) starts.push_back(at);
        if (starts.size() < 2) return all.end;
        starts.push_back(all.end);
        const std::uint32_t longest = longest_line(all);
        std::size_t last = 0;
        while (last + 2 < starts.size() &&
               length({starts[last], starts[last + 1]}) + full_line_slack >= longest)
            ++last;
        return starts[last + 2 == starts.size() ? 1 : last + 1];
    }

    const Context& c_;
    const layout::Document& d_;
    const Section& s_;
    const std::function<bool(const Entry&)>& vouched_;
    WordSet title_end_, title_rest_, text_begin_;
};

} // namespace

std::vector<Entry> entries_of(const Context& context, const Section& section,
                              const std::function<bool(const Entry&)>& vouched) {
    return EntryReader(context, section, vouched).run();
}

} // namespace yanbao::facts
