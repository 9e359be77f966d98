#include "yanbao/facts/value_list.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using lexicon::han::enumeration_comma;
using text::Atoms;
using text::Range;

constexpr char32_t and_characters[] = {lexicon::han::and_, lexicon::han::as_well, lexicon::han::with};
constexpr std::size_t most_values = 12;
constexpr std::uint32_t longest_list = 40; ///< atoms of a list before its years
constexpr double most_per_share = 1000;

bool parts_values(char32_t c) {
    return c == enumeration_comma || c == U'/' || c == U',' || c == U';' ||
           std::find(std::begin(and_characters), std::end(and_characters), c) != std::end(and_characters);
}
// Behind what parts two values; `at` where nothing does.  In English: 2.18, 2.67 and 3.32; 2.18, 2.67, and 3.32
std::uint32_t behind_joint(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    if (at >= end) return at;
    std::uint32_t i = at + (parts_values(atoms.cp[at]) ? 1U : 0U);
    const std::u32string_view rest = std::u32string_view(atoms.cp).substr(0, end).substr(i);
    if (rest.starts_with(U"and") && atoms.has(i, text::flag::gap)) i += 3;
    return i;
}

std::optional<ListedValue> one_value(const Context& context, std::uint32_t at, std::uint32_t end) {
    const auto q = text::quantity_at(context.document.atoms, context.lexicon, at, end);
    if (!q || lone_year(context.document.atoms, at, end) != 0 || year_list(context.document.atoms, at, end))
        return std::nullopt;
    ListedValue v;
    v.value = {q->number.value, q->number.half_unit};
    v.has_unit = !q->unit.range.empty();
    v.dimension = q->unit.dimension;
    v.currency = q->unit.currency;
    v.range = q->range;
    return v;
}

// A unit printed once, behind the last value, is that of all.
void share_unit(const Context& context, Range last, std::vector<ListedValue>& values) {
    const auto& atoms = context.document.atoms;
    const auto bare = text::number_at(atoms, last.begin, last.end);
    const std::uint32_t behind = bare ? bare->range.end : last.begin;
    const auto unit = text::unit_at(atoms, context.lexicon, behind, last.end);
    if (!unit) return;
    for (ListedValue& v : values) {
        if (v.has_unit) continue;
        v.value.value *= unit->scale;
        v.value.half_unit *= unit->scale;
        v.has_unit = true;
        v.dimension = unit->dimension;
        v.currency = unit->currency;
    }
}

// A currency printed once, before the first value, is that of all: RMB1.20/1.45.
void share_currency(std::vector<ListedValue>& values) {
    const ListedValue& first = values.front();
    if (first.currency.empty()) return;
    for (ListedValue& v : values) {
        if (!v.currency.empty()) continue;
        if (!v.has_unit || v.dimension.empty()) v.dimension = first.dimension;
        v.has_unit = true;
        if (v.dimension == first.dimension) v.currency = first.currency;
    }
}

// Of the last year nothing was said, and the unit of the others stands behind its dash: 3.5/3.7/- and a unit.
void end_with_dash(const Context& context, std::uint32_t at, std::uint32_t end, ValueList& list) {
    if (list.values.empty() || at >= end || context.document.atoms.cp[at] != U'-') return;
    const auto unit = text::unit_at(context.document.atoms, context.lexicon, at + 1, end);
    if (!unit) return;
    share_unit(context, unit->range, list.values);
    list.end = unit->range.end;
}

// Behind a value or a list: (previously 1.2/1.3); nothing where the bracket says no such word.
struct Bracket {
    std::vector<ListedValue> values;
    std::uint32_t end = 0;
};
Bracket previous_bracket(const Context& context, std::uint32_t at, std::uint32_t end) {
    const auto& cp = context.document.atoms.cp;
    Bracket out{{}, at};
    if (at >= end || cp[at] != U'(') return out;
    std::uint32_t close = at;
    while (close < end && cp[close] != U')') ++close;
    out.end = std::min(close + 1, end);
    const auto category = context.lexicon.find_category("previous_word");
    if (!category || context.document.hits_in(*category, {at, close}).empty()) return out;
    std::uint32_t from = at + 1;
    std::vector<std::int32_t> years;
    while (from < close && !is_digit(cp[from]) && cp[from] != U'-') {
        ++from;
        const auto said = from < close && is_digit(cp[from]) ? year_list(context.document.atoms, from, close)
                                                             : std::nullopt;
        if (!said) continue;
        years = said->years; // the years of what follows, no figures
        from = said->range.end;
    }
    out.values = value_list(context, from, close).values;
    if (!years.empty() && years.size() != out.values.size()) out.values.clear();
    for (std::size_t i = 0; i < years.size() && i < out.values.size(); ++i) out.values[i].year = years[i];
    return out;
}

} // namespace

bool starts_figure(const Context& context, std::uint32_t at) {
    const auto& atoms = context.document.atoms;
    const char32_t c = atoms.cp[at];
    const bool signed_ = (c == U'-' || c == U'+') && at + 1 < atoms.size() && is_digit(atoms.cp[at + 1]);
    if (is_digit(c) || signed_) return !year_list(atoms, at, atoms.size());
    const auto currency = text::unit_at(atoms, context.lexicon, at, atoms.size()); // RMB1.20
    return currency && !currency->currency.empty() &&
           text::quantity_at(atoms, context.lexicon, at, atoms.size());
}

bool is_per_share(const PrintedFigure& figure) noexcept {
    return std::abs(figure.value.value) < most_per_share;
}

ValueList value_list(const Context& context, std::uint32_t at, std::uint32_t end) {
    ValueList list;
    while (list.values.size() < most_values) {
        auto value = one_value(context, at, end);
        if (!value) {
            end_with_dash(context, at, end, list);
            break;
        }
        at = value->range.end;
        const Bracket bracket = previous_bracket(context, at, end);
        if (bracket.values.size() == 1) value->previous = bracket.values[0];
        list.values.push_back(*value);
        // the list before may be of fewer years: the last one is new
        const std::size_t before = bracket.values.size();
        if (before > 1 && (before == list.values.size() || before + 1 == list.values.size()))
            for (std::size_t i = 0; i < before; ++i) list.values[i].previous = bracket.values[i];
        list.end = at = bracket.end;
        const std::uint32_t next = behind_joint(context.document.atoms, at, end);
        if (next == at) break;
        at = next;
    }
    if (!list.values.empty()) {
        share_unit(context, list.values.back().range, list.values);
        share_currency(list.values);
    }
    return list;
}

std::uint32_t begin_of_list(const Context& context, std::uint32_t from, std::uint32_t end) {
    for (std::uint32_t at = std::max(from, end - std::min(end, longest_list)); at < end; ++at)
        if (starts_figure(context, at) && value_list(context, at, end).end == end) return at;
    return end;
}

} // namespace yanbao::facts
