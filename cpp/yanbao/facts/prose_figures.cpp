#include "yanbao/facts/prose_figures.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

using text::Range;

std::optional<Range> range_of_figures(const Context& context, std::uint32_t at, std::uint32_t end) {
    const auto& a = context.document.atoms;
    const auto first = text::quantity_at(a, context.lexicon, at, end);
    if (!first || first->range.end + 1 >= end) return std::nullopt;
    std::uint32_t next = first->range.end;
    const char32_t c = a.cp[next];
    const bool sign = c == U'-' || c == U'~' || c == U'\u2013' || c == U'\u2014' || c == lexicon::han::to ||
                      c == lexicon::han::until;
    const auto word = sign ? std::nullopt : Words(context, "single_bound").at(next, end);
    if (!sign && !(word && lexicon::is_ascii_letter(c))) return std::nullopt;
    next = word ? word->end : next + 1;
    const auto last = text::quantity_at(a, context.lexicon, next, end);
    if (!last || last->number.value <= first->number.value || last->range.begin != next) return std::nullopt;
    const bool share = first->unit.dimension == "share_of_whole"; // by 3 % to 6.05
    if (share && last->unit.dimension != "share_of_whole") return std::nullopt;
    return Range{first->range.begin, last->range.end};
}

ProseFigures::ProseFigures(const Context& context, Facts& facts) : c_(context), facts_(facts) {
    for (const Estimate& e : facts.estimates)
        if (e.ticker == facts.meta.ticker && e.period.year)
            printed_[cell_of(e)].push_back(e.value.interval());
}

void ProseFigures::take(const Mention& m, const ListedValue& listed, std::int32_t year) {
    const std::string_view unit = dimension_of(c_, m.metric);
    if (!is_of(unit, listed)) return;
    Estimate fact = estimate(m, unit, year, listed);
    if (listed.previous && is_of(unit, *listed.previous) &&
        (listed.previous->year == 0 || listed.previous->year == year)) {
        Estimate previous = estimate(m, unit, year, *listed.previous);
        previous.version = "previous";
        keep(std::move(previous), listed.previous->range, false);
    }
    keep(std::move(fact), listed.range, false);
}

void ProseFigures::take_all(const Mention& m, const ValueList& list, const YearList& years) {
    for (std::size_t i = 0; i < list.values.size() && i < years.years.size(); ++i)
        take(m, list.values[i], years.years[i]);
}

// Money and shares must say what they are.
bool ProseFigures::is_of(std::string_view unit, const PrintedFigure& figure) {
    const bool must_say = unit == "currency" || unit == "share_of_whole";
    return (figure.has_unit || !must_say) && may_be_of(unit, figure.has_unit, figure.dimension);
}

Estimate ProseFigures::estimate(const Mention& m, std::string_view unit, std::int32_t year,
                                const PrintedFigure& figure) const {
    Estimate fact;
    fact.at = c_.span(figure.range);
    fact.ticker = facts_.meta.ticker;
    fact.name = facts_.meta.name;
    fact.metric = m.metric;
    fact.period = {year, Basis::estimate};
    fact.period_end = year_end(fact.period, facts_.year_end_month);
    fact.value = figure.value;
    if (m.loss && fact.value.value > 0) fact.value.value = -fact.value.value;
    fact.unit = unit;
    fact.currency = figure.currency;
    fact.origin = m.origin;
    if (m.previous) fact.version = "previous";
    note_field(fact, "metric", c_, {m.begin, m.end});
    note_field(fact, "value", c_, figure.range);
    return fact;
}

void ProseFigures::keep(Estimate fact, Range at, bool gives_way) {
    std::vector<Interval>& printed = printed_[cell_of(fact)];
    const auto said = [&](Interval i) { return overlap(i, fact.value.interval()); };
    if (std::any_of(printed.begin(), printed.end(), said)) return; // said again
    if (!printed.empty())
        add_finding(facts_, c_, "estimate_conflict", Severity::warning, fact.ticker,
                    "the report prints several figures for " + fact.metric + " of " +
                        std::to_string(*fact.period.year),
                    at);
    if ((gives_way && !printed.empty()) || !make_room(c_, facts_)) return;
    printed.push_back(fact.value.interval());
    facts_.estimates.push_back(std::move(fact));
}

void ProseFigures::leave_out(const Mention& m, Range at, const std::string& why) {
    add_finding(facts_, c_, "prose_estimate_unread", Severity::info, facts_.meta.ticker,
                "figures of " + m.metric + " " + why + ": left out", at);
}

void ProseFigures::take_alone(const Mention& m, const PrintedFigure& figure, std::int32_t year) {
    const std::string_view unit = dimension_of(c_, m.metric);
    if (is_of(unit, figure)) keep(estimate(m, unit, year, figure), figure.range, true);
}

} // namespace yanbao::facts
