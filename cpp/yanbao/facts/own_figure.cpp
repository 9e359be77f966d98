#include "yanbao/facts/own_figure.hpp"

#include "yanbao/text/number.hpp"

#include <utility>

namespace yanbao::facts {

std::string_view dimension_of(const Context& context, std::string_view metric) {
    const auto category = context.lexicon.category("metric");
    const auto id = context.lexicon.find_key(category, metric);
    return id ? context.lexicon.text(category, *id, "unit") : std::string_view{};
}

bool has_mark(const Context& context, std::string_view metric, std::string_view mark) {
    const auto category = context.lexicon.category("metric");
    const auto id = context.lexicon.find_key(category, metric);
    return id && context.lexicon.number(category, *id, mark).value_or(0.0) > 0.0;
}

std::string_view growth_of(const Context& context, std::string_view metric) {
    if (metric.empty() || metric.ends_with("_growth")) return metric;
    const auto category = context.lexicon.category("metric");
    const auto id = context.lexicon.find_key(category, std::string(metric) + "_growth");
    return id ? std::string_view(context.lexicon.key(category, *id)) : std::string_view{};
}

std::optional<Date> year_end(FiscalPeriod period, int printed_month) {
    if (!period.year) return std::nullopt;
    if (period.end_month > 0) return Date::month_end(*period.year, period.end_month);
    if (printed_month > 0) return Date::month_end(*period.year, printed_month);
    if (period.end_month == split_year_end || printed_month < 0) return std::nullopt;
    return Date::month_end(*period.year, 12);
}

bool may_be_of(std::string_view dimension, bool has_unit, std::string_view of_unit) noexcept {
    if (!has_unit || dimension.empty()) return true;
    if (of_unit.empty()) return dimension == "currency"; // a scale alone
    const bool money = of_unit == "money" || of_unit == "money_per_share";
    if (dimension == "currency" || dimension == "currency_per_share") return money;
    return dimension == of_unit;
}

bool make_room(const Context& context, Facts& facts, std::size_t more) {
    if (facts.estimates.size() + more <= context.limits.facts) return true;
    if (!std::exchange(facts.estimates_cut, true))
        add_finding(facts, context, "limit", Severity::warning, "report",
                    "the report has more estimates than `facts`: the rest is left out");
    return false;
}

std::optional<CellValue> own_figure(const Context& context, const FigureKind& kind, text::Range cell,
                                    Facts& facts) {
    if (cell.empty() || text::is_absent(context.document.atoms, context.lexicon, cell)) return std::nullopt;
    const auto v = cell_value(context, cell, kind.unit);
    if (!v || (kind.dimension == "currency" && !kind.unit.known && !v->has_unit)) {
        add_finding(facts, context, v ? "unit_unknown" : "cell_unreadable", Severity::warning,
                    facts.meta.ticker,
                    (v ? "no unit is printed for " + std::string(kind.metric)
                       : "no number could be read from " + context.document.printed(cell)) +
                        ": left out",
                    cell);
        return std::nullopt;
    }
    if (!may_be_of(kind.dimension, v->has_unit, v->dimension)) {
        add_finding(facts, context, "unit_of_another_kind", Severity::warning, facts.meta.ticker,
                    context.document.printed(cell) + " can be no " + std::string(kind.metric) + ": left out",
                    cell);
        return std::nullopt;
    }
    return v;
}

Estimate own_estimate(const Context& context, const Facts& facts, const FigureKind& kind, FiscalPeriod period,
                      const CellValue& value, text::Range cell, text::Range label, text::Range year) {
    Estimate fact;
    fact.at = context.span(cell);
    fact.ticker = facts.meta.ticker;
    fact.name = facts.meta.name;
    fact.metric = kind.metric;
    fact.period = period;
    fact.period_end = year_end(period, facts.year_end_month);
    fact.value = value.value;
    fact.unit = kind.dimension;
    fact.qualifier = kind.qualifier;
    fact.bare_share = kind.dimension == "share_of_whole" && !kind.unit.known && !value.has_unit;
    if (!value.currency.empty())
        fact.currency = value.currency;
    else if (kind.currencies.size() == 1)
        fact.currency = kind.currencies.front();
    note_field(fact, "metric", context, label);
    note_field(fact, "fiscal_year", context, year);
    note_field(fact, "value", context, cell);
    return fact;
}

} // namespace yanbao::facts
