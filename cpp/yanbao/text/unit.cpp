#include "yanbao/text/number.hpp"

#include "yanbao/text/joined.hpp"

#include <algorithm>

namespace yanbao::text {

namespace {

constexpr int most_words = 4;
constexpr std::string_view money = "money";

/// Whether `next` goes on with the unit read so far: a scale word before any counted thing (ten thousand shares), a
/// currency before or behind a money word without one (RMB million, million yuan RMB).
bool goes_on(const Unit& so_far, const Unit& next) noexcept {
    if (so_far.dimension.empty()) return next.dimension != "share_of_whole" && next.dimension != "multiple";
    if (so_far.dimension != money) return false;
    if (so_far.currency.empty())
        return next.dimension == money && !next.currency.empty() && next.scale == 1.0;
    return next.dimension.empty() || (next.dimension == money && next.currency.empty());
}

} // namespace

std::optional<Unit> unit_at(const Atoms& atoms, const lexicon::Lexicon& lexicon, std::uint32_t at,
                            std::uint32_t end) {
    const auto category = lexicon.common().unit;
    end = std::min(end, atoms.size());
    if (!category || at >= end) return std::nullopt;
    const std::u32string_view text = atoms.view({0, end});
    std::optional<Unit> unit;
    for (int words = 0; words < most_words; ++words) {
        const std::uint32_t from = unit ? unit->range.end : at;
        if (from >= end || (unit && is_walled(atoms, from))) break;
        const auto hit = lexicon.at(*category, text, atoms.flags, from);
        if (!hit) break;
        const Unit next{lexicon.number(*category, hit->key, "scale").value_or(1.0),
                        lexicon.text(*category, hit->key, "dimension"),
                        lexicon.text(*category, hit->key, "currency"),
                        {from, hit->end}};
        if (!unit) {
            unit = next;
            continue;
        }
        if (!goes_on(*unit, next)) break;
        unit->scale *= next.scale;
        if (!next.dimension.empty()) unit->dimension = next.dimension;
        if (!next.currency.empty()) unit->currency = next.currency;
        unit->range.end = next.range.end;
    }
    return unit;
}

bool is_absent(const Atoms& atoms, const lexicon::Lexicon& lexicon, Range cell) {
    if (cell.empty()) return true;
    const auto category = lexicon.common().absent;
    return category && lexicon.exact(*category, atoms.view(cell)).has_value();
}

} // namespace yanbao::text
