#include "yanbao/facts/cell_value.hpp"

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

// (RMB, millions), (RMB 000): a currency alone whose scale stands apart from it.
static double scale_behind(const Context& context, const text::Unit& unit, std::uint32_t end) {
    const auto& atoms = context.document.atoms;
    if (unit.scale != 1.0 || unit.dimension != "money") return 1.0;
    std::uint32_t at = unit.range.end;
    while (at < end && (atoms.cp[at] == U',' || atoms.cp[at] == U'/' || atoms.cp[at] == U'\'')) ++at;
    if (atoms.view({at, std::min(end, at + 3)}) == U"000") return 1000.0;
    const auto scale = at > unit.range.end ? text::unit_at(atoms, context.lexicon, at, end) : std::nullopt;
    return scale && (scale->dimension == "money" || scale->dimension.empty()) ? scale->scale : 1.0;
}

FigureUnit unit_in(const Context& context, text::Range text, std::string_view dimension) {
    const auto& atoms = context.document.atoms;
    for (std::uint32_t at = text.begin; at < text.end; ++at) {
        const bool opens = at > text.begin && std::u32string_view(U"(:,;/\u3001").find(atoms.cp[at - 1]) !=
                                                  std::u32string_view::npos;
        if (!opens) continue;
        const auto unit = text::unit_at(atoms, context.lexicon, at, text.end);
        if (!unit || (!dimension.empty() && unit->dimension != dimension)) continue;
        return {unit->scale * scale_behind(context, *unit, text.end), true, unit->dimension, unit->currency};
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
