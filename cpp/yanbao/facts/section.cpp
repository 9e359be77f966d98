#include "yanbao/facts/section.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::han::full_stop;
using text::Range;

// Lengths in atoms.
constexpr std::uint32_t longest_section_title = 24;
constexpr std::uint32_t longest_plain_title = 12; ///< of a line that nothing but its words makes a title
constexpr std::uint32_t longest_topic_tail = 4;   ///< "roundup", "at a glance" behind the topic's word

constexpr std::u32string_view stops = U":,;.\u3002\u3001!?";
constexpr std::u32string_view marks_of_prose = U",;\u3002\u300A\u3001";

class Titles {
  public:
    explicit Titles(const Context& context)
        : c_(context), topics_(context.lexicon.find_category("section_topic")),
          fillers_(context.lexicon.find_category("section_filler")),
          labels_(context.lexicon.find_category("section_label")),
          names_(context.lexicon.find_category("market_name")) {}

    std::optional<lexicon::KeyId> key(std::string_view topic) const {
        return topics_ ? c_.lexicon.find_key(*topics_, topic) : std::nullopt;
    }

    // The topic that a block's words name, where it is a title at all.  Inside a section (`open`) a short line that
    // names another topic may be an entry's headline: there a title needs more.
    std::optional<lexicon::KeyId> topic(const Block& block, bool open) const {
        const Range title = words(block);
        if (title.empty() || title.size() > longest_section_title) return std::nullopt;
        const auto hits = c_.document.hits_in(*topics_, title);
        if (hits.empty() || title.end - hits.back().end > longest_topic_tail) return std::nullopt;
        if (c_.document.view(title).find_first_of(marks_of_prose) != std::u32string_view::npos)
            return std::nullopt;
        const bool plain = !open && title.size() <= longest_plain_title;
        if (plain || block.level > 0 || is_generic({title.begin, hits.back().begin})) return hits.back().key;
        return std::nullopt;
    }

    // A label that opens a part of every report: risks, disclaimer, past reports.
    bool is_label(const Block& block) const {
        const Range title = words(block);
        return labels_ && !title.empty() && title.size() <= longest_section_title &&
               c_.lexicon.exact(*labels_, c_.document.view(title)).has_value();
    }

  private:
    Range words(const Block& block) const {
        const bool may_be = block.kind == BlockKind::heading || block.kind == BlockKind::item ||
                            block.kind == BlockKind::paragraph;
        return may_be ? without_stops(c_.document.atoms, block.body()) : Range{};
    }

    // Nothing but "this week's important industry" and the name of a sector.
    bool is_generic(Range r) const {
        for (std::uint32_t at = r.begin; at < r.end;) {
            std::uint32_t next = at;
            for (const auto& category : {fillers_, names_}) {
                if (!category) continue;
                const auto hit = c_.lexicon.at(*category, c_.document.atoms.cp, c_.document.atoms.flags, at);
                if (hit) next = std::max(next, hit->end);
            }
            if (next == at) return false;
            at = next;
        }
        return true;
    }

    const Context& c_;
    std::optional<lexicon::CategoryId> topics_, fillers_, labels_, names_;
};

// A heading that stands beside the section's own: the next number, or no number at all, on its level or above.
bool is_next_title(const Context& context, const Block& title, const Block& block) {
    if (block.kind != BlockKind::heading || block.level == 0 || block.level > title.level) return false;
    if (title.mark.empty() || block.mark.empty()) return title.mark.empty() && block.mark.empty();
    return block.number > title.number && mark_style(context, block) == mark_style(context, title);
}

} // namespace

bool ends_sentence(const text::Atoms& atoms, std::uint32_t at) noexcept {
    const char32_t c = atoms.cp[at];
    if (c != U'.') return c == full_stop || c == U';' || c == U'!' || c == U'?';
    const char32_t before = at > 0 ? atoms.cp[at - 1] : U'.';
    const bool follows_words = lexicon::is_cjk(before) || before == U')' || before == U'%';
    if (at + 1 == atoms.size()) return follows_words;
    return follows_words && (lexicon::is_cjk(atoms.cp[at + 1]) || atoms.cp[at + 1] == U'(');
}

text::Range without_stops(const text::Atoms& atoms, Range r) noexcept {
    return text::trimmed(atoms, r, stops);
}

std::u32string mark_style(const Context& context, const Block& block) {
    std::u32string style;
    for (char32_t c : context.document.view(block.mark)) {
        const char32_t kept = lexicon::is_digit(c) ? U'0' : lexicon::is_cjk(c) ? U'#' : c;
        if (style.empty() || style.back() != kept || kept != U'0') style += kept;
    }
    return style;
}

std::vector<Section> sections_of(const Context& context, std::string_view topic) {
    const Titles titles(context);
    const auto wanted = titles.key(topic);
    std::vector<Section> found;
    if (!wanted) return found;
    const auto& blocks = context.document.blocks;
    bool open = false;
    for (std::uint32_t b = 0; b < blocks.size(); ++b) {
        const auto named = titles.topic(blocks[b], open);
        if (open && ((named && named != wanted) || titles.is_label(blocks[b]) ||
                     is_next_title(context, blocks[found.back().title], blocks[b]))) {
            found.back().end = b;
            open = false;
        }
        if (open || named != wanted) continue;
        found.push_back({b, static_cast<std::uint32_t>(blocks.size())});
        open = true;
    }
    return found;
}

std::vector<Range> parts_of(const Context& context, const Block& block) {
    std::vector<Range> parts;
    const Range body = block.body();
    std::uint32_t from = body.begin;
    for (std::uint32_t at = body.begin + 1; at < body.end; ++at) {
        if (!context.document.atoms.has(at, text::flag::after_blank)) continue;
        parts.push_back({from, at});
        from = at;
    }
    if (from < body.end) parts.push_back({from, body.end});
    return parts;
}

} // namespace yanbao::facts
