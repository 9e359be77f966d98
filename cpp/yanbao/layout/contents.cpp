#include "yanbao/layout/contents.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr std::uint32_t fewest_leaders = 4;
constexpr std::uint32_t longest_page = 4; ///< atoms behind the leaders
constexpr std::size_t longest_page_line = 12;
constexpr char32_t page_mark_characters[] = {
    U'-', U'/', U'|', lexicon::han::ordinal, lexicon::han::page, lexicon::han::in_all};
constexpr std::u32string_view page_marks(page_mark_characters, std::size(page_mark_characters));
constexpr std::u32string_view stops = U"\u3002!?;.:";
constexpr std::u32string_view closing = U")\"'\u300D\u300F";

bool is_leader(char32_t c) { return c == U'.' || c == U'\u2026' || c == U'\u00B7'; }

} // namespace

bool has_page(const text::Atoms& atoms, text::Range line) noexcept {
    return lexicon::is_digit(atoms.cp[line.end - 1]);
}

bool has_leader(const text::Atoms& atoms, text::Range line) noexcept {
    std::uint32_t at = line.end;
    const std::uint32_t tail = at - std::min(line.size(), longest_page);
    while (at > tail && !is_leader(atoms.cp[at - 1])) --at;
    std::uint32_t leaders = 0;
    while (at > line.begin && is_leader(atoms.cp[at - 1])) --at, ++leaders;
    return leaders >= fewest_leaders && at > line.begin;
}

std::u32string_view contents_title(std::u32string_view line) noexcept {
    while (!line.empty() && lexicon::is_digit(line.back())) line.remove_suffix(1);
    while (!line.empty() && is_leader(line.back())) line.remove_suffix(1);
    return line;
}

bool is_page_number(std::u32string_view line) noexcept {
    if (line.size() > longest_page_line) return false;
    std::uint32_t digits = 0, run = 0;
    for (char32_t c : line) {
        run = lexicon::is_digit(c) ? run + 1 : 0;
        if (run > 3) return false;
        digits += lexicon::is_digit(c) ? 1 : 0;
        if (!lexicon::is_digit(c) && !is_one_of(c, page_marks)) return false;
    }
    return digits > 0;
}

bool is_terminated(const text::Atoms& atoms, text::Range r) noexcept {
    while (r.end > r.begin && is_one_of(atoms.cp[r.end - 1], closing)) --r.end;
    return r.end > r.begin && is_one_of(atoms.cp[r.end - 1], stops);
}

bool ends_in_word(const text::Atoms& atoms, const lexicon::Lexicon& lexicon,
                  std::optional<lexicon::CategoryId> category, text::Range line) {
    constexpr std::uint32_t longest_ending = 9;
    if (!category) return false;
    for (std::uint32_t at = line.end - std::min(line.size(), longest_ending); at < line.end; ++at) {
        const auto hit = lexicon.at(*category, atoms.cp, atoms.flags, at);
        if (hit && hit->end == line.end) return true;
    }
    return false;
}

} // namespace yanbao::layout
