#include "yanbao/facts/rating_scale_lines.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::Hit;
using text::Range;

constexpr std::uint32_t blocks_around = 4; ///< of the definitions, where remarks on them stand
constexpr std::uint32_t blocks_apart = 12; ///< definitions further apart are no one scale
constexpr std::size_t least_lines = 2;     ///< one rating is no scale
constexpr std::uint32_t longest_scale_title = 24;
constexpr std::size_t most_lines = 120; ///< no scale is that long

class ScaleFinder {
  public:
    explicit ScaleFinder(const Context& context)
        : c_(context), a_(context.document.atoms), labels_(context, "scale_label"),
          scopes_(context, "scale_scope"), bounds_(context) {}

    ScaleText run() {
        const auto& blocks = c_.document.blocks;
        for (std::uint32_t i = 0; i < blocks.size(); ++i) {
            if (!labels_.any_in(blocks[i].atoms)) continue;
            if (blocks[i].kind == BlockKind::table)
                table(i);
            else if (runs_on(i)) {
                prose(i, {blocks[i].atoms.begin, blocks[i + 1].atoms.end});
                ++i;
            } else if (blocks[i].kind != BlockKind::contents)
                prose(i, blocks[i].atoms);
        }
        drop_strays();
        if (!text_.lines.empty()) remark();
        return std::move(text_);
    }

  private:
    // A line that begins as a side bar does (sector rating: ...) and is the first of a paragraph.
    bool runs_on(std::uint32_t i) const {
        const auto& blocks = c_.document.blocks;
        return blocks[i].kind == BlockKind::sidebar && i + 1 < blocks.size() &&
               blocks[i + 1].kind == BlockKind::paragraph && blocks[i + 1].atoms.begin == blocks[i].atoms.end;
    }

    // A label that a clause may define: at the start of a line or sentence, or before a colon or dash.
    bool may_be_defined(const Hit& hit, Range r) const {
        const auto behind = hit.end < r.end ? a_.cp[hit.end] : U'\0';
        if (behind == lexicon::han::enumeration_comma) return false; // one of several, which a sentence names
        if (hit.begin == r.begin || a_.has(hit.begin, text::flag::line_start)) return true;
        if (a_.has(hit.begin, text::flag::gap))
            for (const Hit& scope : scopes_.in({r.begin, hit.begin}))
                if (scope.end == hit.begin) return true; // sector rating, buy, ...
        const auto stops = std::u32string_view(U"\u3002;\u25CF\"'|");
        if (stops.find(a_.cp[hit.begin - 1]) != stops.npos) return true;
        const char32_t before = a_.cp[hit.begin - 1];
        const bool defined_as =
            behind == lexicon::han::is && (before == U':' || before == U','); // "..., X is 15 % above"
        return behind == U':' || behind == U'-' || behind == U'=' || defined_as;
    }

    void prose(std::uint32_t block, Range r) {
        std::vector<Hit> labels;
        for (const Hit& hit : labels_.in(r))
            if (may_be_defined(hit, r)) labels.push_back(hit);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            Range clause{labels[i].end, i + 1 < labels.size() ? labels[i + 1].begin : r.end};
            for (std::uint32_t at = clause.begin; at < clause.end; ++at)
                if (a_.cp[at] == U';' || a_.cp[at] == U'\u3002') clause.end = at;
            define(block, {labels[i].begin, labels[i].end}, labels[i].key, clause, ScaleScope::unsaid);
        }
    }

    bool define(std::uint32_t block, Range label, lexicon::KeyId key, Range clause, ScaleScope scope) {
        if (!label.empty() && labels_.key(key) == "none") return false;
        const auto bounds = bounds_.read(clause);
        if (!bounds || text_.lines.size() >= most_lines) return false;
        text_.lines.push_back({block, label, clause, key, *bounds, scope});
        return true;
    }

    // The whole cell is a label: 买入, "超配", 增持 (outperform).
    std::optional<Hit> label_cell(Range cell) const {
        const Range bare = text::trimmed(a_, text::unquoted(a_, cell), U":\"'*-");
        const auto hit = bare.empty() ? std::nullopt : labels_.at(bare.begin, bare.end);
        if (!hit) return std::nullopt;
        const bool translated =
            hit->end < bare.end && (a_.cp[hit->end] == U'(' || a_.cp[hit->end] == U'/') &&
            lexicon::is_ascii_letter(a_.cp[bare.end - (a_.cp[bare.end - 1] == U')' ? 2 : 1)]);
        return hit->end == bare.end || translated ? hit : std::nullopt;
    }

    void table(std::uint32_t block) {
        const auto& d = c_.document;
        const Block& b = d.blocks[block];
        std::size_t unlabelled = 0;
        const std::size_t before = text_.lines.size();
        for (std::uint32_t r = b.first_row; r < b.first_row + b.row_count; ++r)
            row(block, d.rows[r], unlabelled);
        // clauses without a label are lines of a scale only beside others that have one
        if (text_.lines.size() - before == unlabelled) text_.lines.resize(before);
    }

    // Labels and clauses of a row meet in order, whichever column comes first.
    void row(std::uint32_t block, const layout::TableRow& cells, std::size_t& unlabelled) {
        std::vector<Hit> labels;
        std::vector<Range> clauses;
        ScaleScope scope = ScaleScope::unsaid;
        for (std::uint32_t i = 0; i < cells.cell_count; ++i) {
            const Range cell = c_.document.cell(cells, i);
            if (cell.empty()) continue;
            if (const auto label = label_cell(cell)) {
                labels.push_back(*label);
                continue;
            }
            const std::size_t before = text_.lines.size();
            prose(block, cell);
            if (text_.lines.size() > before) continue;
            if (c_.document.view(cell).find(U'%') != std::u32string_view::npos && bounds_.read(cell))
                clauses.push_back(cell);
            else if (labels.size() > clauses.size() && bounds_.read(cell))
                clauses.push_back(cell);
            else if (const auto said = scopes_.in(cell); !said.empty())
                scope = scope_of(scopes_.key(said.front()));
        }
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            const bool labelled = i < labels.size();
            const Range label = labelled ? Range{labels[i].begin, labels[i].end} : Range{};
            if (labelled && labels_.key(labels[i]) == "none") continue;
            const bool defined =
                define(block, label, labelled ? labels[i].key : lexicon::KeyId{0}, clauses[i], scope);
            unlabelled += defined && !labelled ? 1 : 0;
        }
    }

    static ScaleScope scope_of(std::string_view key) {
        return key == "stock" ? ScaleScope::stock : key == "sector" ? ScaleScope::sector : ScaleScope::bond;
    }

    // Single lines far from others are prose that looks like a definition.
    void drop_strays() {
        auto& lines = text_.lines;
        std::vector<ScaleLine> kept;
        for (std::size_t from = 0; from < lines.size();) {
            std::size_t to = from + 1;
            while (to < lines.size() && lines[to].block <= lines[to - 1].block + blocks_apart) ++to;
            if (to - from >= least_lines)
                kept.insert(kept.end(), lines.begin() + static_cast<std::ptrdiff_t>(from),
                            lines.begin() + static_cast<std::ptrdiff_t>(to));
            from = to;
        }
        lines = std::move(kept);
    }

    void remark() {
        const auto& d = c_.document;
        std::uint32_t done = 0;
        for (const ScaleLine& line : text_.lines) {
            const std::uint32_t from = std::max(done, line.block - std::min(line.block, blocks_around));
            const auto to = std::min<std::uint32_t>(static_cast<std::uint32_t>(d.blocks.size()),
                                                    line.block + blocks_around + 1);
            for (std::uint32_t i = from; i < to; ++i) remarks_of(i);
            done = std::max(done, to);
        }
    }

    void remarks_of(std::uint32_t block) {
        const auto& d = c_.document;
        const Block& b = d.blocks[block];
        if (b.kind == BlockKind::furniture) return;
        if (b.kind != BlockKind::table) {
            const Range all{b.atoms.begin, runs_on(block) ? d.blocks[block + 1].atoms.end : b.atoms.end};
            outside_lines(block, all, all.size() <= longest_scale_title);
            return;
        }
        for (std::uint32_t r = b.first_row; r < b.first_row + b.row_count; ++r) {
            std::uint32_t filled = 0;
            for (std::uint32_t i = 0; i < d.rows[r].cell_count; ++i)
                filled += d.cell(d.rows[r], i).empty() ? 0 : 1;
            for (std::uint32_t i = 0; i < d.rows[r].cell_count; ++i) {
                const Range cell = d.cell(d.rows[r], i);
                if (!cell.empty())
                    outside_lines(block, cell, filled == 1 && cell.size() <= longest_scale_title);
            }
        }
    }

    // What of `r` is not part of a definition.
    void outside_lines(std::uint32_t block, Range r, bool title) {
        std::uint32_t at = r.begin;
        auto line =
            std::lower_bound(text_.lines.begin(), text_.lines.end(), r.begin,
                             [](const ScaleLine& l, std::uint32_t begin) { return l.clause.end <= begin; });
        for (; line != text_.lines.end() && line->clause.begin < r.end; ++line) {
            const std::uint32_t begin = line->label.empty() || line->label.begin < r.begin
                                            ? line->clause.begin
                                            : std::min(line->label.begin, line->clause.begin);
            if (begin > at) text_.remarks.push_back({block, {at, begin}, false});
            title = false;
            at = std::max(at, line->clause.end);
        }
        if (at < r.end) text_.remarks.push_back({block, {at, r.end}, title});
    }

    const Context& c_;
    const text::Atoms& a_;
    Words labels_, scopes_;
    BoundsReader bounds_;
    ScaleText text_;
};

} // namespace

ScaleText find_scale(const Context& context) { return ScaleFinder(context).run(); }

} // namespace yanbao::facts
