#include "yanbao/layout/glyph_kind.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

text::Atoms atoms_of_cell(std::u32string_view cell) {
    text::Atoms out;
    for (const char32_t c : cell) {
        out.src.push_back(out.size());
        out.cp += lexicon::fold(c);
    }
    out.flags.assign(out.size(), 0);
    return out;
}

// 2024E, and a fiscal year by the month that ends it: 12/2025.
bool is_year(std::u32string_view cell) {
    const std::size_t slash = cell.find(U'/');
    if (slash <= 2 &&
        std::all_of(cell.begin(), cell.begin() + static_cast<std::ptrdiff_t>(slash), lexicon::is_digit))
        cell.remove_prefix(slash + 1);
    const text::Atoms atoms = atoms_of_cell(cell);
    return text::whole_period(atoms, {0, atoms.size()}).has_value();
}

} // namespace

ChunkKind kind_of_cell(std::u32string_view cell, const lexicon::Lexicon& lexicon) {
    if (cell.empty()) return ChunkKind::text;
    if (is_year(cell)) return ChunkKind::year;
    const text::Atoms atoms = atoms_of_cell(cell);
    if (text::is_absent(atoms, lexicon, {0, atoms.size()})) return ChunkKind::number;
    std::size_t digits = 0, others = 0;
    for (const char32_t c : atoms.cp)
        if (lexicon::is_digit(c))
            ++digits;
        else if (std::u32string_view(U".,%()+-/xX~").find(c) == std::u32string_view::npos)
            ++others;
    if (digits == 0 || others > 0) return ChunkKind::text;
    const auto day = text::date_at(atoms, 0, atoms.size());
    return day && day->year != 0 && day->range.end == atoms.size() ? ChunkKind::date : ChunkKind::number;
}

} // namespace yanbao::layout
