#include "yanbao/facts/section.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::size_t most_styles = 6;          ///< of list marks that are tried in one section
constexpr std::uint32_t longest_headline = 120; ///< in atoms: what is longer is prose

constexpr std::uint32_t full_line_slack = 2;    ///< by which a full printed line may be shorter than the longest
constexpr char32_t full_stop = U'\u3002';

constexpr std::u32string_view goes_on = U",\u3001:(\"-+\u300A\u201C";

// "3." and "12." are one style, "3、" and "(3)" others; a title without a mark is a style of its own.
std::u32string style_of(const Context& context, const Block& block) {
    std::u32string style;
    for (char32_t c : context.document.view(block.mark)) {
        const char32_t kept = lexicon::is_digit(c) ? U'0' : lexicon::is_cjk(c) ? U'#' : c;
        if (style.empty() || style.back() != kept || kept != U'0') style += kept;
    }
    return style;
}

bool may_open_entry(const Block& block) {
    return block.kind == BlockKind::heading || (block.kind == BlockKind::item && !block.mark.empty());
}
bool may_be_body(const Block& block) {
    return block.kind == BlockKind::paragraph || block.kind == BlockKind::item || block.kind == BlockKind::note;
}

class Reader {
  public:
    Reader(const Context& context, const Section& section, const std::function<bool(const Entry&)>& vouched)
        : c_(context), d_(context.document), s_(section), vouched_(vouched) {}

    std::vector<Entry> run() const {
        std::vector<std::u32string> styles;
        for (std::uint32_t b = s_.title + 1; b < s_.end && styles.size() < most_styles; ++b) {
            if (!may_open_entry(d_.blocks[b])) continue;
            std::u32string style = style_of(c_, d_.blocks[b]);
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
        const bool numbered_alike = style_of(c_, title) == style && title.number >= 0;
        for (std::uint32_t b = s_.title + 1; b < s_.end; ++b) {
            const Block& block = d_.blocks[b];
            if (!may_open_entry(block) || style_of(c_, block) != style) continue;
            Candidate found;
            found.entry = entry_at(b, style);
            found.vouched = found.entry.headline.size() <= longest_headline && vouched_(found.entry);
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
        std::vector<Range> parts = parts_of(c_, block);
        if (parts.empty()) return entry;
        entry.headline = parts.front();
        if (holds_text(entry.headline) || (parts.size() == 1 && !has_body(b + 1, style))) {
            const std::uint32_t end = end_of_first_lines(entry.headline);
            if (end < entry.headline.end) entry.body.push_back({end, entry.headline.end});
            entry.headline.end = end;
        }
        std::size_t from = 1;
        if (parts.size() > 2 && entry.body.empty() && is_cut(entry.headline)) entry.headline.end = parts[from++].end;
        if (from < parts.size()) entry.body.push_back({parts[from].begin, block.atoms.end});

        std::uint32_t next = b + 1;
        if (entry.body.empty() && goes_on_with(next)) entry.headline.end = d_.blocks[next++].atoms.end;
        for (; has_body(next, style) || is_aside(next); ++next)
            if (may_be_body(d_.blocks[next])) entry.body.push_back(d_.blocks[next].atoms);
        entry.headline = text::unquoted(d_.atoms, without_stops(d_.atoms, entry.headline));
        return entry;
    }

    bool has_body(std::uint32_t b, const std::u32string& style) const {
        if (b >= s_.end || d_.blocks[b].kind == BlockKind::heading) return false;
        return may_be_body(d_.blocks[b]) && !(may_open_entry(d_.blocks[b]) && style_of(c_, d_.blocks[b]) == style);
    }
    bool is_aside(std::uint32_t b) const {
        return b < s_.end && d_.blocks[b].kind != BlockKind::heading && !may_be_body(d_.blocks[b]);
    }

    // A title right under the headline, with no blank line between, is the headline's second line.
    bool goes_on_with(std::uint32_t b) const {
        return b < s_.end && d_.blocks[b].kind == BlockKind::heading && d_.blocks[b].mark.empty() &&
               !d_.atoms.has(d_.blocks[b].atoms.begin, text::flag::after_blank) &&
               d_.blocks[b].atoms.begin == d_.blocks[b - 1].atoms.end;
    }
    bool is_cut(Range headline) const { return goes_on.find(d_.atoms.cp[headline.end - 1]) != goes_on.npos; }
    bool holds_text(Range headline) const {
        const auto stop = d_.view(headline).find(full_stop);
        return stop != std::u32string_view::npos && stop + 1 < headline.size();
    }

    // Headline and text without a blank line between: a headline's lines are those before the first short one.
    std::uint32_t end_of_first_lines(Range all) const {
        std::vector<std::uint32_t> starts{all.begin};
        for (std::uint32_t at = all.begin + 1; at < all.end; ++at)
            if (d_.atoms.has(at, text::flag::line_start)) starts.push_back(at);
        if (starts.size() < 2) return all.end;
        starts.push_back(all.end);
        std::uint32_t longest = 0;
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) longest = std::max(longest, starts[i + 1] - starts[i]);
        std::size_t last = 0;
        while (last + 2 < starts.size() && starts[last + 1] - starts[last] + full_line_slack >= longest) ++last;
        return starts[last + 2 == starts.size() ? 1 : last + 1];
    }

    const Context& c_;
    const layout::Document& d_;
    const Section& s_;
    const std::function<bool(const Entry&)>& vouched_;
};

} // namespace

std::vector<Entry> entries_of(const Context& context, const Section& section,
                              const std::function<bool(const Entry&)>& vouched) {
    return Reader(context, section, vouched).run();
}

} // namespace yanbao::facts
