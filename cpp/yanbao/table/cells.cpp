#include "yanbao/table/cells.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::table {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_digit;

bool is_code_character(char32_t c) {
    return is_digit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

// NVDA US, 700 HK, 600570 CH: as a terminal prints them.
bool is_code_and_country(const text::Atoms& atoms, text::Range cell) {
    constexpr std::uint32_t longest = 8;
    if (cell.size() < 3 || cell.size() > longest || !atoms.has(cell.end - 2, text::flag::gap)) return false;
    const auto country = atoms.view({cell.end - 2, cell.end});
    if (country != U"US" && country != U"HK" && country != U"CH") return false;
    const auto code = atoms.view({cell.begin, cell.end - 2});
    const bool digits = std::all_of(code.begin(), code.end(), is_digit);
    const bool capitals =
        std::all_of(code.begin(), code.end(), [](char32_t c) { return c >= U'A' && c <= U'Z'; });
    return country == U"US" ? capitals : digits;
}

// 12.5, -0.37: most cells of figures.  Its point tells it from a code and from a year; no other rule could read it.
bool is_plain_decimal(const text::Atoms& atoms, text::Range cell) {
    constexpr std::uint32_t longest = 12;
    if (cell.size() < 3 || cell.size() > longest) return false;
    std::uint32_t at = cell.begin;
    if (atoms.cp[at] == U'-') ++at;
    const std::uint32_t whole = at;
    std::uint32_t point = cell.end;
    for (; at < cell.end; ++at) {
        if (at > cell.begin && (atoms.flags[at] & ~text::flag::bold) != 0) return false;
        if (is_digit(atoms.cp[at])) continue;
        if (atoms.cp[at] != U'.' || point < cell.end) return false;
        point = at;
    }
    return point > whole && point + 1 < cell.end && (atoms.cp[whole] != U'0' || point == whole + 1);
}

} // namespace

bool looks_like_ticker(std::u32string_view cell) noexcept {
    if (cell.size() < 3 || cell.size() > 12) return false;
    const auto dot = cell.rfind(U'.');
    if (dot == cell.npos) // six bare digits, or SH600570
        return (cell.size() == 6 && std::all_of(cell.begin(), cell.end(), is_digit)) ||
               (cell.size() == 8 && is_ascii_letter(cell[0]) && is_ascii_letter(cell[1]) &&
                std::all_of(cell.begin() + 2, cell.end(), is_digit));
    const auto code = cell.substr(0, dot), suffix = cell.substr(dot + 1);
    if (code.empty() || code.size() > 6 || suffix.empty() || suffix.size() > 4) return false;
    if (!std::all_of(code.begin(), code.end(), is_code_character)) return false;
    const bool letters = std::any_of(code.begin(), code.end(), is_ascii_letter);
    const bool american =
        suffix == U"0" || suffix == U"O" || suffix == U"N" || suffix == U"A" || suffix == U"US";
    if (letters)
        return american || (suffix.size() == 2 && is_ascii_letter(suffix[0]) && is_ascii_letter(suffix[1]));
    return suffix.size() >= 2 && std::all_of(suffix.begin(), suffix.end(), is_ascii_letter) &&
           code.size() >= 3;
}

CellKind kind_of(const layout::Document& document, const lexicon::Lexicon& lexicon, text::Range cell) {
    if (cell.empty()) return CellKind::blank;
    if (text::is_absent(document.atoms, lexicon, cell)) return CellKind::absent;
    if (is_plain_decimal(document.atoms, cell)) return CellKind::number;
    const auto view = document.view(cell);
    if (looks_like_ticker(view) || is_code_and_country(document.atoms, cell)) return CellKind::ticker;
    if (const auto period = text::whole_period(document.atoms, cell)) return CellKind::period;
    if (text::whole_quantity(document.atoms, lexicon, cell)) return CellKind::number;
    if (const auto rating = lexicon.common().rating; rating && lexicon.exact(*rating, view))
        return CellKind::rating;
    return CellKind::text;
}

} // namespace yanbao::table
