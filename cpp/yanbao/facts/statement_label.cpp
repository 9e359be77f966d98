#include "yanbao/facts/statement_label.hpp"

#include "yanbao/facts/repeated_years.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_row_label = 60;

bool opens_bracket(char32_t c) { return c == U'(' || c == U'['; }
bool closes_bracket(char32_t c) { return c == U')' || c == U']'; }
bool is_filler(char32_t c) {
    return std::u32string_view(U"-:/,.;*&%~|_+#\u3001\u2026\u00B7\"'").find(c) != std::u32string_view::npos ||
           lexicon::is_digit(c);
}

} // namespace

struct StatementLabels::Walk {
    std::string_view metric; ///< the first one, or a second name of the same
    bool several = false, growth = false, unknown = false;
};

StatementLabels::StatementLabels(const Context& context)
    : c_(context), a_(context.document.atoms), metrics_(context, "metric"), growth_(context, "growth_word"),
      attributable_(context, "attributable"), total_(context, "total_profit"),
      modifiers_(context, "label_modifier"), leads_(context, "label_lead"),
      sections_(context, "statement_section"), cash_rows_(context, "cash_flow_row"),
      stories_(context, "column_story"), owners_(context, "profit_owner"), per_ads_(context, "per_ads_word"),
      unit_links_(context, "unit_link"), listings_(context, "listing_word"),
      mainland_(characters_of(context, "listing_letter", "mainland")),
      hong_kong_(characters_of(context, "listing_letter", "hong_kong")) {}

StatementLabel StatementLabels::read(Range r) const {
    StatementLabel label;
    Walk walk;
    if (r.empty() || r.size() > longest_row_label) return label;
    label.attributable = attributable_.any_in(r);
    label.per_ads = per_ads_.any_in(r);
    if (const auto section = sections_.whole(r)) label.section = section_of(sections_.key(*section));
    std::uint32_t at = r.begin;
    if (const auto metric = metrics_.whole(r)) { // EPS (diluted) is a name of its own
        walk.metric = metrics_.key(*metric);
        label.plain_profit = total_.whole(r).has_value();
        at = r.end;
    } else if (const auto lead = leads_.at(at, r.end)) {
        at = lead->end;
    }
    while (at < r.end && !walk.unknown) walk.unknown = !step(at, r.end, label, walk) || walk.unknown;
    if (walk.unknown || walk.several) {
        label.metric = {};
        return label;
    }
    const auto category = c_.lexicon.category("metric");
    if (walk.metric.empty()) {
        label.growth = walk.growth;
        return label;
    }
    label.metric = walk.metric;
    if (walk.growth && !label.metric.ends_with("_growth")) {
        const auto growth = c_.lexicon.find_key(category, std::string(label.metric) + "_growth");
        label.metric = growth ? std::string_view(c_.lexicon.key(category, *growth)) : std::string_view{};
    }
    return label;
}

// One word, sign or bracket of the label; false where it is none that is known.
bool StatementLabels::step(std::uint32_t& at, std::uint32_t end, StatementLabel& label, Walk& walk) const {
    const char32_t c = a_.cp[at];
    if (opens_bracket(c)) {
        std::uint32_t close = at + 1;
        while (close < end && !closes_bracket(a_.cp[close])) ++close;
        bracket({at + 1, close}, label, walk);
        at = std::min(close + 1, end);
        return true;
    }
    if (const auto growth = growth_.at(at, end)) {
        const auto metric = metrics_.at(at, end);
        if (!metric || metric->end <= growth->end) {
            walk.growth = true;
            at = growth->end;
            return true;
        }
    }
    const auto longest = metrics_.at(at, end);
    if (const auto certificate = per_ads_.at(at, end);
        certificate && (!longest || longest->end <= certificate->end)) {
        at = certificate->end;
        return true;
    }
    if (const auto listing = listings_.at(at, end); listing && (!longest || longest->end <= listing->end)) {
        label.listing = listings_.key(*listing);
        at = listing->end;
        return true;
    }
    const auto longer = modifiers_.at(at, end); // "per share" is no PER
    if (const auto metric = metrics_.at(at, end); metric && (!longer || longer->end <= metric->end)) {
        const std::string_view key = metrics_.key(*metric);
        if (walk.metric.empty()) {
            label.plain_profit = total_.whole({metric->begin, metric->end}).has_value();
            walk.metric = key;
        } else if (key == walk.metric) {
            label.plain_profit = false;
        } else {
            walk.several = true;
        }
        at = metric->end;
        return true;
    }
    if (const auto story = stories_.at(at, end)) {
        label.story = story_of(stories_.key(*story));
        at = story->end;
        return true;
    }
    const auto unit = text::unit_at(a_, c_.lexicon, at, end);
    if (const auto modifier = modifiers_.at(at, end);
        modifier && (!unit || unit->range.end <= modifier->end)) {
        at = modifier->end;
        return true;
    }
    if (unit) {
        if (!label.unit.known || label.unit.dimension.empty())
            label.unit = {unit->scale, true, unit->dimension, unit->currency};
        if (!unit->currency.empty()) label.currencies.push_back(unit->currency);
        at = unit->range.end;
        return true;
    }
    if (!is_filler(c) && !closes_bracket(c))
        return false; // EPS (non-GAAP, USD): a name with its bracket open
    ++at;
    if (c == U'-' && at + 1 == end && !walk.metric.empty()) // PE-H
        if (const auto letter = listing_letter(a_.cp[at]); !letter.empty()) label.listing = letter, ++at;
    return true;
}

std::string_view StatementLabels::listing_letter(char32_t c) const {
    if (mainland_.find(c) != mainland_.npos) return "mainland";
    return hong_kong_.find(c) != hong_kong_.npos ? "hong_kong" : std::string_view{};
}

// (百万元), (元/股), (%), (+/-%), (YoY), (摊薄/元), (归属于母公司股东): units, growth, whose profit, and what changes
// nothing; any other word makes the label another thing's.
void StatementLabels::bracket(Range inside, StatementLabel& label, Walk& walk) const {
    if (growth_.any_in(inside) || growth_.whole(inside)) walk.growth = true;
    if (const auto story = stories_.in(inside);
        !story.empty() && story_of(stories_.key(story.front())) == ColumnStory::previous)
        label.story = ColumnStory::previous;
    if (const auto letter = inside.size() == 1 ? listing_letter(a_.cp[inside.begin]) : std::string_view{};
        !letter.empty()) {
        label.listing = letter;
        return;
    }
    for (std::uint32_t at = inside.begin; at < inside.end && !walk.unknown;) {
        const auto unit = text::unit_at(a_, c_.lexicon, at, inside.end);
        if (const auto link = unit_links_.at(at, inside.end)) { // (in millions), (US$ in millions)
            at = link->end;
        } else if (unit && (unit->range.end == inside.end || is_filler(a_.cp[unit->range.end]) ||
                            unit_links_.at(unit->range.end, inside.end))) {
            const bool scale_alone = unit->scale > 1.0 && unit->currency.empty() &&
                                     (unit->dimension.empty() || unit->dimension == "money");
            if (!label.unit.known)
                label.unit = {unit->scale, true, unit->dimension, unit->currency};
            else if (label.unit.dimension == "money" && label.unit.scale == 1.0 && scale_alone)
                label.unit.scale = unit->scale; // (RMB, millions)
            if (!unit->currency.empty()) label.currencies.push_back(unit->currency);
            at = unit->range.end;
        } else if (const auto owner = owners_.at(at, inside.end)) {
            label.plain_profit = false;
            at = owner->end;
        } else {
            walk.unknown = !step(at, inside.end, label, walk) || walk.unknown;
        }
    }
}

StatementSection StatementLabels::section_of(std::string_view key) noexcept {
    return key == "growth"      ? StatementSection::growth
           : key == "cash_flow" ? StatementSection::cash_flow
                                : StatementSection::other;
}

StatementSection StatementLabels::section_in(Range r) const {
    if (r.empty()) return StatementSection::none;
    const auto hits = sections_.in(r);
    StatementSection found = StatementSection::none;
    for (const auto& hit : hits) { // a title of several statements is none of them
        const StatementSection section = section_of(sections_.key(hit));
        if (found != StatementSection::none && section != found) return StatementSection::other;
        found = section;
    }
    return found;
}

bool StatementLabels::is_cash_flow(Range r) const { return cash_rows_.any_in(r); }

} // namespace yanbao::facts
