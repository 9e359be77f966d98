#include "yanbao/facts/risks.hpp"

#include "yanbao/facts/risks_split.hpp"
#include "yanbao/facts/theme_chunks.hpp"
#include "yanbao/facts/theme_misread.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t most_ornament = 2; ///< atoms before a label: bullets, letters that were bullets
constexpr std::uint32_t longest_statement = 120;
constexpr std::uint32_t longest_short_heading = 45;
constexpr std::size_t shortest_cut = 4;
constexpr std::size_t most_furniture = 5; ///< blocks at the edge of a page
constexpr std::u32string_view separators = U",;\u3001";
constexpr std::size_t most_compared_risks =
    200; ///< statements that a new one is held against for misread characters

/// Where a label of risks ends; `begin == end`: nothing follows it.
struct Labelled {
    bool found = false;
    Range rest;
};

class RiskReader {
  public:
    RiskReader(const Context& context, Facts& facts)
        : c_(context), d_(context.document), a_(d_.atoms), facts_(facts),
          label_(context.lexicon, "risk_label"), category_(context.lexicon.find_category("risk_label")),
          splitter_(d_, context.lexicon) {}

    void run() {
        for (std::size_t i = 0; i < d_.blocks.size(); ++i) {
            const Block& block = d_.blocks[i];
            if (!is_text(block)) continue;
            const Labelled at_front = label_of(block);
            if (!at_front.found)
                within(block.atoms);
            else if (at_front.rest.empty())
                i = section(i + 1) - 1;
            else if (const auto rest = cut_by_page(i, at_front.rest)) {
                i = *rest;
                take_cut(at_front.rest, d_.blocks[i].atoms);
            } else {
                take(to_next_block(i, at_front.rest));
                i = behind_page(i);
            }
        }
    }

  private:
    static bool is_text(const Block& block) {
        return !block.atoms.empty() && (block.kind == BlockKind::paragraph || block.kind == BlockKind::item ||
                                        block.kind == BlockKind::heading);
    }

    Labelled label_of(const Block& block) const {
        Range r = block.body();
        for (std::uint32_t n = 0; n <= most_ornament && !r.empty(); ++n, ++r.begin) {
            if (const std::uint32_t length = label_.at_front(a_, r)) return behind({r.begin + length, r.end});
            if (lexicon::is_cjk(a_.cp[r.begin])) break;
        }
        return {};
    }

    // Behind a label: a stop, white space or nothing; anything else makes it a word of a sentence.
    Labelled behind(Range rest) const {
        if (rest.empty()) return {true, rest};
        const auto stop = stop_at(a_, rest.begin, rest.end);
        if (stop == Stop::colon || stop == Stop::full) return {true, {rest.begin + 1, rest.end}};
        return {a_.has(rest.begin, text::flag::gap | text::flag::line_start), rest};
    }

    // A label inside a paragraph, behind the end of another sentence: one sentence of risks.
    void within(Range r) {
        if (!category_) return;
        for (const lexicon::Hit& hit : d_.hits_in(*category_, r)) {
            if (hit.begin == r.begin || hit.end >= r.end || stop_at(a_, hit.end, r.end) != Stop::colon)
                continue;
            if (stop_at(a_, hit.begin - 1, r.end) != Stop::full && !a_.has(hit.begin, text::flag::gap))
                continue;
            std::uint32_t end = hit.end + 1;
            while (end < r.end && stop_at(a_, end, r.end) != Stop::full) ++end;
            return take({hit.end + 1, end});
        }
    }

    // Joins the next block where the last statement is cut by the end of this one.
    Range to_next_block(std::size_t& i, Range r) const {
        if (i + 1 >= d_.blocks.size()) return r;
        const Block& next = d_.blocks[i + 1];
        const bool cut = !splitter_.ends_as_risk(r) && !stop_at(a_, r.end - 1, r.end);
        if (!cut || next.kind != BlockKind::paragraph || next.atoms.begin != r.end || label_of(next).found)
            return r;
        ++i;
        return {r.begin, next.atoms.end};
    }

    // The paragraph behind the foot of a page in which a short line of risks goes on: its last statement, or the list, is
    // not finished, and the paragraph is a list of risks.
    std::optional<std::size_t> cut_by_page(std::size_t i, Range r) const {
        const bool paused = separators.find(a_.cp[r.end - 1]) != separators.npos;
        const bool title = d_.blocks[i].kind == BlockKind::heading; // a paragraph, layout would have joined
        if (!paused && (!title || splitter_.ends_as_risk(r))) return std::nullopt;
        std::size_t k = i + 1;
        while (k < d_.blocks.size() && d_.blocks[k].kind == BlockKind::furniture) ++k;
        if (k == i + 1 || k == d_.blocks.size() || d_.blocks[k].kind != BlockKind::paragraph)
            return std::nullopt;
        const auto behind = splitter_.statements(d_.blocks[k].atoms);
        const auto risks =
            std::count_if(behind.begin(), behind.end(), [&](Range s) { return splitter_.ends_as_risk(s); });
        return paused || (behind.size() > 1 && risks > 0) ? std::optional(k) : std::nullopt;
    }

    void take_cut(Range head, Range tail) {
        std::vector<Range> first = splitter_.statements(head), second = splitter_.statements(tail);
        const bool paused = separators.find(a_.cp[head.end - 1]) != separators.npos;
        const bool halves = !paused && !first.empty() && !second.empty();
        for (std::size_t k = 0; k + (halves ? 1 : 0) < first.size(); ++k) keep(first[k]);
        if (halves) keep(first.back(), second.front());
        for (std::size_t k = halves ? 1 : 0; k < second.size(); ++k) keep(second[k]);
    }

    // Statements that go on behind the edge of a page, where text that begins with their comma says so; gives the last
    // block that was read.
    std::size_t behind_page(std::size_t i) {
        for (std::size_t k = i + 1; k < d_.blocks.size() && k <= i + most_furniture; ++k) {
            const Block& block = d_.blocks[k];
            if (block.kind == BlockKind::table || block.kind == BlockKind::caption) break;
            if (!is_text(block)) continue;
            for (std::uint32_t at = block.atoms.begin; at < block.atoms.end; ++at) {
                const bool first = at == block.atoms.begin || a_.has(at, text::flag::after_blank);
                if (!first || separators.find(a_.cp[at]) == separators.npos) continue;
                take({at + 1, block.atoms.end});
                return k;
            }
        }
        return i;
    }

    // The blocks under a heading of risks, up to what is none of them; gives the first block that is not.
    std::size_t section(std::size_t i) {
        bool first = true, numbered = false;
        for (; i < d_.blocks.size(); ++i) {
            const Block& block = d_.blocks[i];
            if (block.kind == BlockKind::table || block.kind == BlockKind::caption) break;
            if (!is_text(block)) continue;
            if (label_of(block).found || splitter_.is_boilerplate(block.atoms)) break;
            if (block.kind == BlockKind::heading && !is_statement(block)) break;
            const bool has_number = block.number > 0;
            if (is_headline(block) || (has_number && !splitter_.is_list(block.body()))) {
                keep(splitter_.headline(block.body()).words);
                numbered = numbered || has_number;
            } else if (first || !block.mark.empty()) {
                take(to_next_block(i, has_number ? block.atoms : block.body()));
            } else if (!numbered) {
                break;
            }
            first = false;
        }
        return i;
    }

    // A risk that stands alone on its line looks like a heading.
    bool is_statement(const Block& block) const {
        return block.level == 0 && block.atoms.size() <= longest_short_heading &&
               splitter_.ends_as_risk(block.atoms);
    }

    // `Risk of X: if ...` or `Risk of X. If ...`: a statement and what explains it.
    bool is_headline(const Block& block) const {
        const Headline head = splitter_.headline(block.body());
        return splitter_.ends_as_risk(head.words) && splitter_.explains(head.rest);
    }

    void take(Range r) {
        if (splitter_.is_boilerplate(r)) return;
        for (Range statement : splitter_.statements(r)) keep(statement);
    }

    /// `more`: the second half of a statement that a page cuts in two.
    void keep(Range r, Range more = {}) {
        if (r.empty() || r.size() + more.size() > longest_statement) return;
        std::u32string key(a_.view(r));
        key += a_.view(more);
        if (told_.contains(key)) return;
        const auto longer = told_.lower_bound(key); // a copy of it is cut by the end of a page
        if (key.size() >= shortest_cut && longer != told_.end() && longer->starts_with(key)) return;
        if (facts_.risks.size() >= c_.limits.facts) {
            if (!std::exchange(full_, true))
                add_finding(facts_, c_, "limit", Severity::warning, "report",
                            "the report has more risks than `facts`: the rest is left out", r);
            return;
        }
        if (told_.size() < most_compared_risks &&
            std::any_of(told_.begin(), told_.end(),
                        [&](const std::u32string& t) { return is_misread(t, key); }))
            return;
        told_.insert(std::move(key));
        Risk row;
        row.at = d_.span(r);
        row.risk = d_.printed(r) + d_.printed(more);
        note_field(row, "risk", c_, r);
        note_field(row, "risk", c_, more);
        facts_.risks.push_back(std::move(row));
    }

    const Context& c_;
    const layout::Document& d_;
    const text::Atoms& a_;
    Facts& facts_;
    WordSet label_;
    std::optional<lexicon::CategoryId> category_;
    RiskSplitter splitter_;
    std::set<std::u32string> told_;
    bool full_ = false; ///< as many risks as the limit lets through
};

} // namespace

void read_risks(const Context& context, Facts& facts) { RiskReader(context, facts).run(); }

} // namespace yanbao::facts
