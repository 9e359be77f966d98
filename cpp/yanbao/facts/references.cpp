#include "yanbao/facts/references.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/references_entry.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_category = 40;
constexpr std::uint32_t between_entries = 3; ///< bullets and stops
constexpr std::size_t most_parts = 3;        ///< blocks of one title
constexpr std::size_t tail_reach = 4;        ///< blocks between an entry and the rest of its day
constexpr std::uint32_t longest_day_tail = 12;
constexpr int most_strangers = 2; ///< blocks of something else inside a list

class ReferenceReader {
  public:
    ReferenceReader(const Context& context, Facts& facts)
        : c_(context), a_(context.document.atoms), facts_(facts), headings_(context, "reference_heading") {}

    void run() {
        const auto& blocks = c_.document.blocks;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const Block& block = blocks[i];
            if (is_aside(block) || is_part_of_day(a_, block.atoms)) continue;
            if (const auto rest = heading_rest(block)) {
                open(*rest);
                continue;
            }
            block_ = i;
            if (!in_list_) {
                if (stands_together(i)) add(accepted(blocks[i].atoms, true));
                continue;
            }
            const Range whole = with_rest_of_title(i); // sets block_ to the last block of it
            go_on(i, whole);
            i = block_;
        }
    }

  private:
    static bool is_aside(const Block& block) {
        return block.kind == BlockKind::furniture || block.kind == BlockKind::table ||
               block.kind == BlockKind::note || block.kind == BlockKind::caption;
    }

    Range without_colon(Range r) const { return text::trimmed(a_, r, U":-\u25CF"); }

    // A heading of a list of reports: what stands behind it on its line, which may be nothing.
    std::optional<Range> heading_rest(const Block& block) const {
        if (block.kind == BlockKind::contents) return std::nullopt;
        const Range body = block.body();
        if (headings_.whole(without_colon(body))) return Range{body.end, body.end};
        const auto hit = headings_.at(body.begin, body.end);
        if (!hit || hit->end >= body.end || a_.cp[hit->end] != U':') return std::nullopt;
        return Range{hit->end + 1, body.end};
    }

    void open(Range rest) {
        in_list_ = true;
        strangers_ = 0;
        category_ = {};
        add(accepted(rest, false));
    }

    // A title whose closing mark stands in a later block, since a line of it looked like something else.
    Range with_rest_of_title(std::size_t i) {
        const auto& blocks = c_.document.blocks;
        Range whole = blocks[i].atoms;
        for (std::size_t next = i + 1; open_titles(whole) && next < blocks.size() && next <= i + most_parts;
             ++next) {
            const Range more = blocks[next].atoms;
            const bool closes = a_.view(more).find(U'\u300B') < a_.view(more).find(U'\u300A');
            if (more.begin != whole.end || is_aside(blocks[next]) || !closes) break;
            whole.end = more.end;
            block_ = next;
        }
        return whole;
    }
    bool open_titles(Range r) const {
        int depth = 0;
        for (char32_t c : a_.view(r)) depth += c == U'\u300A' ? 1 : c == U'\u300B' ? -1 : 0;
        return depth > 0;
    }

    void go_on(std::size_t i, Range whole) {
        const Block& block = c_.document.blocks[i];
        const auto entries = accepted(whole, false);
        if (!entries.empty()) {
            strangers_ = 0;
            add(entries);
        } else if (is_category(block) && entry_follows(i)) {
            category_ = without_colon(block.body());
        } else if (block.kind == BlockKind::heading || block.kind == BlockKind::contents ||
                   ++strangers_ > most_strangers) {
            in_list_ = false;
        }
    }

    bool is_category(const Block& block) const {
        return block.atoms.size() <= longest_category && block.kind != BlockKind::sidebar &&
               (!block.mark.empty() || a_.cp[block.atoms.end - 1] == U':' ||
                block.kind == BlockKind::heading);
    }
    bool entry_follows(std::size_t i) const {
        const auto& blocks = c_.document.blocks;
        do ++i;
        while (i < blocks.size() && is_aside(blocks[i]));
        return i < blocks.size() && !heading_rest(blocks[i]) && !accepted(blocks[i].atoms, false).empty();
    }

    // Entries that follow each other from the start of `r`.  One without a day counts only where nothing else is in `r`.
    std::vector<ReferenceEntry> accepted(Range r, bool with_day) const {
        std::vector<ReferenceEntry> found;
        if (r.empty()) return found;
        auto entries = quoted_entries(a_, r);
        if (entries.empty() && in_list_) entries = dated_entries(a_, r);
        std::uint32_t at = r.begin;
        for (const ReferenceEntry& entry : entries) {
            if (entry.whole.begin > at + between_entries || (with_day && !entry.published)) break;
            found.push_back(entry);
            at = std::max(entry.whole.end, entry.behind.end);
        }
        while (at < r.end && !is_word(a_.cp[at])) ++at;
        if (at < r.end)
            while (!found.empty() && !found.back().published) found.pop_back();
        return found;
    }
    static bool is_word(char32_t c) {
        return lexicon::is_cjk(c) || lexicon::is_ascii_letter(c) || lexicon::is_digit(c);
    }

    // Without a heading two entries with their days make a list.
    bool stands_together(std::size_t i) const {
        const auto& blocks = c_.document.blocks;
        const auto count = [&](std::size_t k) {
            const bool quoted =
                a_.cp[blocks[k].body().begin] == U'\u300A' || a_.cp[blocks[k].body().begin] == U'<';
            return quoted && blocks[k].kind != BlockKind::contents ? accepted(blocks[k].atoms, true).size()
                                                                   : 0;
        };
        const std::size_t own = blocks[i].body().empty() ? 0 : count(i);
        if (own != 1) return own > 1;
        std::size_t next = i + 1;
        while (next < blocks.size() && is_aside(blocks[next])) ++next;
        std::size_t before = i;
        while (before > 0 && is_aside(blocks[before - 1])) --before;
        return (next < blocks.size() && !blocks[next].body().empty() && count(next) > 0) ||
               (before > 0 && !blocks[before - 1].body().empty() && count(before - 1) > 0);
    }

    void add(const std::vector<ReferenceEntry>& entries) {
        for (const ReferenceEntry& entry : entries) {
            Reference reference;
            reference.at = c_.span(entry.whole);
            reference.title = c_.document.printed(entry.title);
            note_field(reference, "title", c_, entry.title);
            reference.published = entry.published;
            note_field(reference, "published", c_, entry.day);
            if (entry.day.empty()) day_elsewhere(reference, entry);
            if (!entry.no.empty()) {
                reference.no = 0;
                for (char32_t c : a_.view(entry.no))
                    *reference.no = *reference.no * 10 + static_cast<std::int64_t>(c - U'0');
                note_field(reference, "no", c_, entry.no);
            }
            if (!entry.kind.empty()) {
                reference.kind = c_.document.printed(entry.kind);
                note_field(reference, "kind", c_, entry.kind);
            }
            if (!category_.empty()) {
                reference.category = c_.document.printed(category_);
                note_field(reference, "category", c_, category_);
            }
            if (!entry.day.empty() && !entry.published)
                add_finding(facts_, c_, "date_unreadable", Severity::warning, "report",
                            c_.document.printed(entry.day) + " is no day", entry.day);
            facts_.references.push_back(std::move(reference));
        }
    }

    // Its day stands on the next line, which layout may have taken for a page number or a telephone.
    void day_elsewhere(Reference& reference, const ReferenceEntry& entry) const {
        const auto& blocks = c_.document.blocks;
        const std::uint32_t last = std::max(entry.whole.end, entry.behind.end);
        const std::uint32_t from = c_.span({last - 1, last}).end;
        for (std::size_t i = block_ + 1; i < blocks.size() && i <= block_ + tail_reach; ++i) {
            const Range tail = blocks[i].atoms;
            if (tail.empty() || tail.size() > longest_day_tail || !is_part_of_day(a_, tail)) continue;
            const std::uint32_t to = a_.src[tail.begin];
            if (to < from || c_.document.source.find_first_not_of(" \t\r\n", from) != to) continue;
            reference.published = parted_day(a_, entry.behind, tail);
            if (!reference.published) return;
            note_field(reference, "published", c_, entry.behind);
            note_field(reference, "published", c_, tail);
            return;
        }
    }

    const Context& c_;
    const text::Atoms& a_;
    Facts& facts_;
    Words headings_;
    std::size_t block_ = 0;
    bool in_list_ = false;
    int strangers_ = 0;
    Range category_;
};

} // namespace

void read_references(const Context& context, Facts& facts) { ReferenceReader(context, facts).run(); }

} // namespace yanbao::facts
