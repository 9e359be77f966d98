#include "yanbao/facts/theme_nameless.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace yanbao::facts {

namespace {

using text::Range;

// Where the sector is printed; empty where it is not, or in several places.
Range printed_sector(const Context& context, const Meta& meta) {
    const auto& atoms = context.document.atoms;
    Range found;
    for (const FieldSpan& field : meta.fields) {
        if (field.column != "sector") continue;
        if (!found.empty()) return {};
        const auto at = [&](std::uint32_t byte) {
            return static_cast<std::uint32_t>(std::lower_bound(atoms.src.begin(), atoms.src.end(), byte) -
                                              atoms.src.begin());
        };
        found = {at(field.span.start), at(field.span.end)};
    }
    return found.empty() || context.document.squeezed(found) != meta.sector ? Range{} : found;
}

} // namespace

void name_nameless(const Context& context, ThemeLists& lists, Facts& facts) {
    const Range sector = facts.meta.kind == "company_note" ? Range{} : printed_sector(context, facts.meta);
    std::set<std::string> told;
    for (auto& list : lists.nameless) {
        const Range first = list.front().company.name;
        const bool stands =
            !sector.empty() && !list.front().role.name().empty(); // else it recommends nothing perhaps
        const std::string name = context.document.squeezed(first);
        if (told.insert(name).second)
            add_finding(facts, context, "theme_unnamed", Severity::info, name,
                        "a list of companies that begins with this one names no theme: it " +
                            (stands ? "stands under " + facts.meta.sector : std::string("is left out")),
                        first);
        if (!stands) continue;
        for (ThemeEntry& entry : list) entry.place = {Phrase(sector), {}};
        std::move(list.begin(), list.end(), std::back_inserter(lists.entries));
    }
    lists.nameless.clear();
}

} // namespace yanbao::facts
