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

    // The headline is what stands before the first blank line; where none is printed, the first printed line.
    Entry entry_at(std::uint32_t b, const std::u32string& style) const {
        const Block& block = d_.blocks[b];
        Entry entry;
        if (block.number >= 0) entry.no = block.number;
        entry.body = parts_of(c_, block);
        for (std::uint32_t k = b + 1; k < s_.end; ++k) {
            const Block& next = d_.blocks[k];
            if (next.kind == BlockKind::heading || (may_open_entry(next) && style_of(c_, next) == style)) break;
            if (may_be_body(next)) entry.body.push_back(next.atoms);
        }
        if (entry.body.empty()) return entry;
        entry.headline = entry.body.front();
        entry.body.erase(entry.body.begin());
        if (entry.body.empty()) split_first_line(entry);
        if (!entry.body.empty() && entry.body.size() > 1 && is_cut(entry.headline) &&
            entry.headline.end == entry.body.front().begin) {
            entry.headline.end = entry.body.front().end;
            entry.body.erase(entry.body.begin());
        }
        entry.headline = text::unquoted(d_.atoms, without_stops(d_.atoms, entry.headline));
        return entry;
    }

    bool is_cut(Range headline) const {
        return !headline.empty() && goes_on.find(d_.atoms.cp[headline.end - 1]) != goes_on.npos;
    }

    // Headline and text without a blank line between: a headline's lines are those before the first short one.
    void split_first_line(Entry& entry) const {
        const Range all = entry.headline;
        std::vector<std::uint32_t> starts{all.begin};
        for (std::uint32_t at = all.begin + 1; at < all.end; ++at)
            if (d_.atoms.has(at, text::flag::line_start)) starts.push_back(at);
        if (starts.size() < 2) return;
        starts.push_back(all.end);
        std::uint32_t longest = 0;
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) longest = std::max(longest, starts[i + 1] - starts[i]);
        std::size_t last = 0;
        while (last + 2 < starts.size() && starts[last + 1] - starts[last] + 2 >= longest) ++last;
        if (last + 2 == starts.size()) last = 0;
        entry.headline = {all.begin, starts[last + 1]};
        entry.body.push_back({starts[last + 1], all.end});
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
