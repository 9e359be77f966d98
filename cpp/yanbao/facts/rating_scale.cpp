#include "yanbao/facts/rating_scale.hpp"

#include "yanbao/facts/rating_scale_horizon.hpp"
#include "yanbao/facts/rating_scale_lines.hpp"

#include <algorithm>
#include <utility>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr double tolerance = 1e-9;

// A remark near the definitions, and what it says.
struct Remark {
    std::uint32_t begin = 0;
    ScaleScope scope = ScaleScope::unsaid;
    bool title = false;
    std::optional<Horizon> horizon;
    Range index;
};

class ScaleReader {
  public:
    ScaleReader(const Context& context, Facts& facts)
        : c_(context), facts_(facts), labels_(context, "scale_label"), scopes_(context, "scale_scope"),
          subjects_(context, "scale_subject"), against_(context, "scale_against"),
          indexes_(context, "benchmark_index"), ratings_(context, "rating_label") {}

    void run(const std::vector<table::Grid>& grids) {
        const ScaleText text = find_scale(c_);
        for (const ScaleRemark& r : text.remarks) remarks_.push_back(remark_of(r));
        for (const ScaleLine& line : text.lines) add(line);
        if (bonds_ > 0) {
            add_finding(facts_, c_, "scale_of_bonds", Severity::info, "report",
                        "ratings of bonds or funds are left out");
            facts_.findings.back().count = bonds_;
        }
        if (absolute_ > 0) {
            add_finding(facts_, c_, "scale_absolute", Severity::warning, "report",
                        "the rating_scale speaks of whole returns, not of those over an index; such bounds "
                        "are left out");
            facts_.findings.back().count = absolute_;
        }
        if (unknown_benchmark_)
            add_finding(facts_, c_, "benchmark_unknown", Severity::info, "report",
                        "the rating scale names no index");
        check("stock");
        check("sector");
        mark_tables(grids, text);
    }

  private:
    static ScaleScope scope_named(std::string_view key) {
        return key == "stock" ? ScaleScope::stock : key == "sector" ? ScaleScope::sector : ScaleScope::bond;
    }
    static ScaleScope first_scope(const Words& words, Range r) {
        const auto hits = words.in(r);
        return hits.empty() ? ScaleScope::unsaid : scope_named(words.key(hits.front()));
    }
    // Both stocks and sectors are named: it is about neither alone.
    static ScaleScope only_scope(const Words& words, Range r) {
        const ScaleScope first = first_scope(words, r);
        for (const auto& hit : words.in(r))
            if (scope_named(words.key(hit)) != first) return ScaleScope::unsaid;
        return first;
    }

    // The title of another section, or a statement on its risks, may name the sector as well: one of a scale speaks of
    // ratings, or of nothing else, and its sentences of an index or of months besides.
    bool is_of_scale(const ScaleRemark& r) const {
        if (!r.title && (indexes_.any_in(r.range) || horizon_in(c_, r.range))) return true;
        return ratings_.any_in(r.range) || scopes_.whole(text::trimmed(c_.document.atoms, r.range, U":*#|"));
    }

    Remark remark_of(const ScaleRemark& r) const {
        Remark remark{r.range.begin, ScaleScope::unsaid, r.title, horizon_in(c_, r.range), {}};
        if (is_of_scale(r)) remark.scope = only_scope(scopes_, r.range);
        if (is_of_scale(r) && remark.scope == ScaleScope::unsaid)
            remark.scope = only_scope(subjects_, r.range);
        if (const auto hits = indexes_.in(r.range); !hits.empty())
            remark.index = {hits.front().begin, hits.front().end};
        return remark;
    }

    // A word for sectors decides wherever it stands; shares may be those of a sector.
    ScaleScope scope_of(const ScaleLine& line) const {
        const ScaleScope said = first_scope(subjects_, line.clause);
        if (said == ScaleScope::sector || said == ScaleScope::bond) return said;
        const std::uint32_t at = place(line);
        ScaleScope title = ScaleScope::unsaid, around = line.row_scope;
        for (const Remark& r : remarks_) {
            if (r.begin >= at) break;
            if (r.scope == ScaleScope::unsaid) continue;
            if (r.title) title = r.scope;
            if (line.row_scope == ScaleScope::unsaid) around = r.scope;
        }
        if (title == ScaleScope::sector || title == ScaleScope::bond) return title;
        if (said != ScaleScope::unsaid) return said;
        if (line.row_scope != ScaleScope::unsaid) return line.row_scope;
        return around == ScaleScope::unsaid ? ScaleScope::stock : around;
    }

    static std::uint32_t place(const ScaleLine& line) {
        return line.label.empty() ? line.clause.begin : std::min(line.label.begin, line.clause.begin);
    }

    // The nearest remark before the line, else after it, that speaks of its scope and has what is asked for.
    template<class Has>
    const Remark* nearest(std::uint32_t at, ScaleScope scope, Has has) const {
        const auto suits = [&](const Remark& r) {
            return has(r) && (r.scope == scope || r.scope == ScaleScope::unsaid);
        };
        const auto middle = std::partition_point(remarks_.begin(), remarks_.end(),
                                                 [&](const Remark& r) { return r.begin < at; });
        for (auto r = middle; r != remarks_.begin();)
            if (suits(*--r)) return &*r;
        for (auto r = middle; r != remarks_.end(); ++r)
            if (suits(*r)) return &*r;
        for (const Remark& r : remarks_) // one scale for all
            if (has(r)) return &r;
        return nullptr;
    }

    // What the line itself says is about, and no title.
    bool says_scope(const ScaleLine& line) const {
        return line.row_scope != ScaleScope::unsaid || subjects_.any_in(line.clause);
    }

    const RatingStep* printed_before(ScaleScope scope, std::string_view label) const {
        for (const RatingStep& step : facts_.rating_scale)
            if (step.scope == name_of(scope) && step.label == label) return &step;
        return nullptr;
    }
    static std::string_view name_of(ScaleScope scope) {
        return scope == ScaleScope::sector ? "sector" : "stock";
    }

    // A label comes again with other bounds, under no new title: the second scale of a table, of stocks where the first
    // is one of sectors.
    bool begins_second(const ScaleLine& line, ScaleScope scope) {
        const bool fresh = std::none_of(lines_.begin(), lines_.end(), [&](const auto& at) {
            return at.first == line.block && at.second != scope;
        });
        if (!fresh || says_scope(line) || lines_.empty() || lines_.back().first != line.block) return false;
        second_ = {line.block, scope == ScaleScope::sector ? ScaleScope::stock : ScaleScope::sector};
        add_finding(facts_, c_, "scale_scope_inferred", Severity::info, "report",
                    "a second scale without a title is taken for that of a " +
                        std::string(name_of(second_->second)) + ", beside rating_scale of a " +
                        std::string(name_of(scope)),
                    line.label);
        return true;
    }

    void add(const ScaleLine& line) {
        ScaleScope scope = scope_of(line);
        if (scope == ScaleScope::bond) {
            ++bonds_;
            return;
        }
        if (second_ && second_->first == line.block && !says_scope(line)) scope = second_->second;
        const Range whole{place(line), std::max(line.label.end, line.clause.end)};
        if (line.label.empty()) {
            add_finding(facts_, c_, "scale_label_unreadable", Severity::warning, "report",
                        "no label can be read beside: " + c_.document.printed(line.clause), line.clause);
            return;
        }
        RatingStep step;
        step.at = c_.span(whole);
        step.label = c_.document.squeezed(line.label);
        if (const RatingStep* other = printed_before(scope, step.label)) {
            const bool same = other->excess_low == line.bounds.low && other->excess_high == line.bounds.high;
            if (same || line.bounds.unreadable) return; // the scale is printed twice
            if (!begins_second(line, scope)) {
                add_finding(facts_, c_, "scale_inconsistent", Severity::warning, step.label,
                            "printed again with other bounds: " + c_.document.printed(line.clause),
                            line.clause);
                return;
            }
            scope = second_->second;
        }
        step.scope = name_of(scope);
        note_field(step, "label", c_, line.label);
        step.excess_low = line.bounds.low;
        step.excess_high = line.bounds.high;
        set_horizon(step, line, scope);
        set_benchmark(step, line, scope);
        if ((step.excess_low || step.excess_high) && is_absolute(line.clause)) {
            step.excess_low = step.excess_high = std::nullopt;
            ++absolute_;
        } else {
            note_field(step, "excess_low", c_, line.bounds.low_at);
            note_field(step, "excess_high", c_, line.bounds.high_at);
        }
        if (line.bounds.unreadable)
            add_finding(facts_, c_, "scale_unreadable", Severity::warning, step.label,
                        "the bounds cannot be read: " + c_.document.printed(line.clause), line.clause);
        if (line.bounds.level)
            add_finding(facts_, c_, "scale_unquantified", Severity::info, step.label,
                        "defined without figures: " + c_.document.printed(line.clause), line.clause);
        ranks_.push_back(labels_.number(line.key, "rank"));
        lines_.emplace_back(line.block, scope);
        facts_.rating_scale.push_back(std::move(step));
    }

    // The whole return of a share, which the clause holds against nothing.
    bool is_absolute(Range clause) const {
        bool against = false, whole = false;
        for (const auto& hit : against_.in(clause))
            (against_.key(hit) == "absolute" ? whole : against) = true;
        return whole && !against && !indexes_.any_in(clause);
    }

    void set_horizon(RatingStep& step, const ScaleLine& line, ScaleScope scope) const {
        auto horizon = horizon_in(c_, line.clause);
        if (!horizon)
            if (const Remark* r =
                    nearest(place(line), scope, [](const Remark& x) { return x.horizon.has_value(); }))
                horizon = r->horizon;
        if (!horizon) return;
        step.horizon_months_min = horizon->min;
        step.horizon_months_max = horizon->max;
        note_field(step, "horizon_months_min", c_, horizon->range);
        note_field(step, "horizon_months_max", c_, horizon->range);
    }

    void set_benchmark(RatingStep& step, const ScaleLine& line, ScaleScope scope) {
        const auto hits = indexes_.in(line.clause);
        Range index = hits.empty() ? Range{} : Range{hits.front().begin, hits.front().end};
        if (index.empty() && facts_.benchmarks.size() > 1) {
            step.benchmark = "by_market";
            return;
        }
        if (index.empty() && facts_.benchmarks.size() == 1) {
            step.benchmark = facts_.benchmarks.front().index;
            for (const FieldSpan& f : facts_.benchmarks.front().fields)
                if (f.column == "index") step.fields.push_back({"benchmark", f.span});
            return;
        }
        if (index.empty())
            if (const Remark* r =
                    nearest(place(line), scope, [](const Remark& x) { return !x.index.empty(); }))
                index = r->index;
        unknown_benchmark_ = unknown_benchmark_ || index.empty();
        step.benchmark = c_.document.squeezed(index);
        note_field(step, "benchmark", c_, index);
    }

    // A better rating lies higher, and no two overlap.
    void check(std::string_view name) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < facts_.rating_scale.size(); ++i)
            if (facts_.rating_scale[i].scope == name) order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return ranks_[a] > ranks_[b]; });
        for (std::size_t i = 1; i < order.size(); ++i) {
            const RatingStep& better = facts_.rating_scale[order[i - 1]];
            const RatingStep& worse = facts_.rating_scale[order[i]];
            const bool apart =
                better.excess_low && worse.excess_high
                    ? *better.excess_low >= *worse.excess_high - tolerance
                    : !(better.excess_high && worse.excess_low) || *better.excess_high > *worse.excess_low;
            if (!apart)
                add_finding(facts_, c_, "scale_inconsistent", Severity::warning, worse.label,
                            "the bounds of " + better.label + " and " + worse.label + " overlap");
        }
    }

    void mark_tables(const std::vector<table::Grid>& grids, const ScaleText& text) {
        std::size_t line = 0;
        for (std::size_t i = 0; i < grids.size() && i < facts_.tables.size(); ++i) {
            while (line < text.lines.size() && text.lines[line].block < grids[i].block) ++line;
            if (line < text.lines.size() && text.lines[line].block == grids[i].block)
                facts_.tables[i].use = "rating_scale";
        }
    }

    const Context& c_;
    Facts& facts_;
    Words labels_, scopes_, subjects_, against_, indexes_, ratings_;
    std::vector<Remark> remarks_;
    std::vector<double> ranks_;                                  ///< of the rows of facts_.rating_scale
    std::vector<std::pair<std::uint32_t, ScaleScope>> lines_;    ///< the block and scope of each
    std::optional<std::pair<std::uint32_t, ScaleScope>> second_; ///< of a second scale in one table
    std::uint32_t bonds_ = 0;
    std::uint32_t absolute_ = 0;
    bool unknown_benchmark_ = false;
};

} // namespace

void read_rating_scale(const Context& context, const std::vector<table::Grid>& grids, Facts& facts) {
    ScaleReader(context, facts).run(grids);
}

} // namespace yanbao::facts
