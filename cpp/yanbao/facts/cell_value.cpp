#include "yanbao/facts/cell_value.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

std::optional<CellValue> cell_value(const Context& context, text::Range cell, const FigureUnit& unit) {
    const auto& atoms = context.document.atoms;
    const auto quantity = text::whole_quantity(atoms, context.lexicon, cell);
    if (!quantity) return std::nullopt;
    CellValue v;
    v.value = {quantity->number.value, quantity->number.half_unit};
    if (quantity->unit.range.empty()) { // a bare number: the header's unit holds
        v.value.value *= unit.scale;
        v.value.half_unit *= unit.scale;
    }
    v.currency = quantity->unit.currency;
    if (quantity->unit.range.empty()) v.currency = unit.currency;
    v.dimension = quantity->unit.dimension;
    v.has_unit = !quantity->unit.range.empty();
    v.spaced = quantity->number.spaced;
    for (std::uint32_t i = cell.begin; i < cell.end; ++i)
        v.folded = v.folded || atoms.has(i, text::flag::folded);
    return v;
}

namespace {

// A word between a currency and its scale, or before both: RMB in millions, in USD.
std::uint32_t past_unit_link(const Words& links, std::uint32_t at, std::uint32_t end) {
    const auto link = links.at(at, end);
    return link ? link->end : at;
}

// (RMB, millions), (RMB 000), (US$ in millions): a currency alone whose scale stands apart from it.
double scale_behind(const Context& context, const Words& links, const text::Unit& unit, std::uint32_t end) {
    const auto& atoms = context.document.atoms;
    if (unit.scale != 1.0 || unit.dimension != "money") return 1.0;
    std::uint32_t at = unit.range.end;
    while (at < end && (atoms.cp[at] == U',' || atoms.cp[at] == U'/' || atoms.cp[at] == U'\'')) ++at;
    if (atoms.view({at, std::min(end, at + 3)}) == U"000") return 1000.0;
    at = past_unit_link(links, at, end);
    const auto scale = at > unit.range.end ? text::unit_at(atoms, context.lexicon, at, end) : std::nullopt;
    return scale && (scale->dimension == "money" || scale->dimension.empty()) ? scale->scale : 1.0;
}

// HK$612 is an amount, and HK$xy no currency that is known.
bool goes_on_otherwise(const text::Atoms& atoms, const text::Unit& unit, std::uint32_t end) {
    const std::uint32_t at = unit.range.end;
    if (at >= end) return false;
    if (lexicon::is_digit(atoms.cp[at])) return atoms.view({at, std::min(end, at + 3)}) != U"000";
    return lexicon::is_ascii_letter(atoms.cp[at]) && !atoms.has(at, text::flag::gap) &&
           unit.dimension == "money" && !unit.currency.empty();
}

} // namespace

FigureUnit unit_in(const Context& context, text::Range text, std::string_view dimension) {
    const auto& atoms = context.document.atoms;
    const Words links(context, "unit_link");
    for (std::uint32_t at = text.begin; at < text.end; ++at) {
        const bool opens = at > text.begin && std::u32string_view(U"(:,;/\u3001").find(atoms.cp[at - 1]) !=
                                                  std::u32string_view::npos;
        std::uint32_t from = at;
        if (opens || at == text.begin || atoms.has(at, text::flag::gap))
            from = past_unit_link(links, at, text.end);
        if (!opens && from == at) continue;
        auto unit = text::unit_at(atoms, context.lexicon, from, text.end);
        if (!unit || goes_on_otherwise(atoms, *unit, text.end)) continue;
        if (from != at && unit->dimension.empty() && unit->scale > 1.0)
            unit->dimension = "money"; // in millions
        if (!dimension.empty() && unit->dimension != dimension) continue;
        return {unit->scale * scale_behind(context, links, *unit, text.end), true, unit->dimension,
                unit->currency};
    }
    return {};
}

void report_repairs(Facts& facts, const Context& context, const Repairs& repairs, std::int64_t table_id,
                    text::Range at) {
    const auto add = [&](std::string_view code, std::uint32_t count, std::string_view what) {
        if (count == 0) return;
        add_table_finding(facts, context, code, Severity::info, table_id, "numbers", what, at);
        facts.findings.back().count = count;
    };
    add("number_spaced", repairs.spaced, "white space inside numbers was taken out");
    add("number_folded", repairs.folded, "full-width digits or other minus signs were read as plain ones");
}

} // namespace yanbao::facts
