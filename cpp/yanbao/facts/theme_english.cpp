#include "yanbao/facts/theme_english.hpp"

#include "yanbao/facts/theme_chunks.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <optional>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_english_name = 40, longest_english_label = 40;
constexpr std::uint32_t longest_english_bracket = 60;

class EnglishReader {
  public:
    EnglishReader(const Context& context, const Facts& facts, ThemeLists& into)
        : d_(context.document), a_(d_.atoms), words_(context.lexicon), companies_(context, words_, facts),
          role_(context.lexicon.find_category("theme_role_english")),
          end_(context.lexicon, "theme_english_end"), link_(context.lexicon, "theme_english_link"),
          lexicon_(context.lexicon), into_(into) {}

    void run() {
        if (!role_ || d_.hits[*role_].empty()) return;
        for (const Block& block : d_.blocks) {
            if (block.atoms.empty()) continue;
            const bool text = block.kind == BlockKind::paragraph || block.kind == BlockKind::item;
            if (block.kind == BlockKind::heading) heading(block);
            if (text) read(block.body());
        }
    }

  private:
    void heading(const Block& block) {
        const Range r = block.body();
        if (!lead_.key.empty() && listed(r)) return;
        lead_ = whole_role(r);
        const bool lists = !d_.hits_in(*role_, r).empty(); // Top picks: A, B on a line of its own
        if (lead_.key.empty() && r.size() <= longest_english_label && is_english(r) && !lists)
            heading_ = r;
        else if (lead_.key.empty())
            read(r);
    }
    // Letters, most of them Latin.
    bool is_english(Range r) const {
        const auto v = a_.view(r);
        return std::none_of(v.begin(), v.end(), lexicon::is_cjk) &&
               std::any_of(v.begin(), v.end(), lexicon::is_ascii_letter);
    }

    RoleWord role_at(const lexicon::Hit& hit) const {
        return {lexicon_.key(*role_, hit.key), {hit.begin, hit.end}, false};
    }
    RoleWord whole_role(Range r) const {
        r = text::trimmed(a_, r, U":*#");
        const auto hits = d_.hits_in(*role_, r);
        return hits.size() == 1 && Range{hits[0].begin, hits[0].end} == r ? role_at(hits[0]) : RoleWord{};
    }

    void read(Range block) {
        if (const RoleWord role = whole_role(block); !role.key.empty()) {
            lead_ = role;
            return;
        }
        const auto hits = d_.hits_in(*role_, block);
        if (hits.empty()) {
            if (!lead_.key.empty() && !listed(block)) lead_ = {};
            return;
        }
        lead_ = {};
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const std::uint32_t stop = i + 1 < hits.size() ? hits[i + 1].begin : block.end;
            const RoleWord role = role_at(hits[i]);
            if (role.key == "none") continue;
            take({hits[i].end, sentence_end(hits[i].end, stop)}, role, heading_);
        }
    }

    // Gaming: A (700 HK), B (NTES US), below a line that announces it.
    bool listed(Range block) {
        const auto v = a_.view(block).substr(0, longest_english_label);
        const auto colon = v.find(U':');
        Range theme = heading_, names = block;
        if (colon != v.npos && colon > 0 && v.substr(0, colon).find(U'(') == v.npos) {
            theme = {block.begin, block.begin + static_cast<std::uint32_t>(colon)};
            names.begin = theme.end + 1;
        }
        return take({names.begin, sentence_end(names.begin, names.end)}, lead_, theme);
    }

    bool is_gap(std::uint32_t at) const { return a_.has(at, text::flag::gap | text::flag::line_start); }
    std::uint32_t sentence_end(std::uint32_t at, std::uint32_t end) const {
        for (; at < end; ++at) {
            const std::uint32_t behind = behind_bracket(a_, at, end);
            if (behind > at) {
                at = behind - 1;
                continue;
            }
            const char32_t c = a_.cp[at];
            if (c == U';' || c == U'\u3002') return at;
            if (c == U'.' && (at + 1 == end || is_gap(at + 1))) return at;
            if (!is_gap(at)) continue;
            const std::uint32_t word = end_.at_front(a_, {at, end});
            if (word > link_.at_front(a_, {at, end})) return at; // over B, not: as well as B
        }
        return end;
    }

    // Names with a ticker in brackets behind them.
    bool take(Range r, const RoleWord& role, Range theme) {
        std::vector<ThemeEntry> found;
        std::uint32_t begin = r.begin;
        for (std::uint32_t at = r.begin; at < r.end; ++at) {
            const char32_t c = a_.cp[at];
            if (c == U',' || c == U':' || c == U'\u3001') begin = at + 1;
            const std::uint32_t link = is_gap(at) ? link_.at_front(a_, {at, r.end}) : 0;
            if (link > 0 && (at + link == r.end || is_gap(at + link))) begin = at + link;
            const std::uint32_t behind = behind_bracket(a_, at, r.end);
            if (behind == at) continue;
            const Range name = text::trimmed(a_, {begin, at}, U"*&");
            const Range bracket{at + 1, behind - 1};
            if (c == U'(' && !name.empty() && name.size() <= longest_english_name &&
                bracket.size() <= longest_english_bracket)
                if (auto company = companies_.of_ticker(name, bracket))
                    found.push_back({{Phrase(theme), {}}, role, std::move(*company)});
            at = behind - 1;
            begin = behind;
        }
        if (found.empty()) return false;
        if (theme.empty())
            into_.nameless.push_back(std::move(found));
        else
            for (ThemeEntry& entry : found) into_.entries.push_back(std::move(entry));
        return true;
    }

    const layout::Document& d_;
    const text::Atoms& a_;
    ThemeWords words_;
    CompanyReader companies_;
    std::optional<lexicon::CategoryId> role_;
    WordSet end_, link_;
    const lexicon::Lexicon& lexicon_;
    ThemeLists& into_;
    Range heading_;
    RoleWord lead_; ///< of a line that is nothing else, for the lists below it
};

} // namespace

void read_english_picks(const Context& context, const Facts& facts, ThemeLists& into) {
    EnglishReader(context, facts, into).run();
}

} // namespace yanbao::facts
