#include "yanbao/names/spelling.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <array>

namespace yanbao::names {

namespace {

constexpr auto prefixes =
    std::to_array<std::u32string_view>({U"s*st", U"*st", U"sst", U"st", U"xd", U"xr", U"dr", U"n", U"c"});
constexpr auto ex_day_marks = std::to_array<std::u32string_view>({U"xd", U"xr", U"dr"});
constexpr std::size_t longest_suffix = 3;

} // namespace

std::u32string lowered(std::u32string_view folded) {
    std::u32string out(folded);
    for (char32_t& c : out) c = lexicon::lower(c);
    return out;
}

std::size_t suffix_length(std::u32string_view name) noexcept {
    const std::size_t dash = name.rfind(U'-');
    if (dash == name.npos || dash == 0) return 0;
    const std::u32string_view letters = name.substr(dash + 1);
    const bool mark = !letters.empty() && letters.size() <= longest_suffix &&
                      std::all_of(letters.begin(), letters.end(), lexicon::is_ascii_letter);
    return mark ? letters.size() + 1 : 0;
}

std::size_t prefix_length(std::u32string_view name) noexcept {
    for (std::u32string_view p : prefixes)
        if (name.substr(0, p.size()) == p)
            return name.size() > p.size() + 1 && lexicon::is_cjk(name[p.size()]) ? p.size() : 0;
    return 0;
}

std::size_t trailing_prefix_length(std::u32string_view before, std::u32string_view name) noexcept {
    if (before.ends_with(U"*") && name.starts_with(U"st")) return 1;
    for (std::u32string_view p : prefixes) {
        if (before.size() < p.size() || before.substr(before.size() - p.size()) != p) continue;
        const std::u32string_view rest = before.substr(0, before.size() - p.size());
        if (rest.empty() || !(lexicon::is_ascii_letter(rest.back()) || lexicon::is_digit(rest.back())))
            return p.size();
    }
    return 0;
}

std::u32string_view without_class(std::u32string_view name) noexcept {
    const std::size_t n = name.size();
    const bool has_class =
        n > 2 && (name[n - 1] == U'a' || name[n - 1] == U'b') && lexicon::is_cjk(name[n - 2]);
    return has_class ? name.substr(0, n - 1) : name;
}

bool is_second_counter(std::u32string_view suffix) noexcept {
    return !suffix.empty() && suffix.back() == U'r';
}

std::u32string ex_day_spelling(std::u32string_view name) {
    if (name.size() != 4 || !std::all_of(name.begin(), name.end(), lexicon::is_cjk)) return {};
    return std::u32string(ex_day_marks[0]).append(name.substr(0, 3));
}

std::u32string printed_ex_day_spelling(std::u32string_view name) {
    for (std::u32string_view mark : ex_day_marks)
        if (name.size() == 5 && name.substr(0, 2) == mark)
            return std::u32string(ex_day_marks[0]).append(name.substr(2));
    return {};
}

} // namespace yanbao::names
