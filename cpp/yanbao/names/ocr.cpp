#include "yanbao/names/ocr.hpp"

#include "yanbao/base/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yanbao::names::ocr {

namespace {

struct LooksLike {
    char seen;
    std::string_view letters;
};
constexpr auto letters_by_digit = std::to_array<LooksLike>({
    {'0', "ODQ"},
    {'1', "IL"},
    {'2', "Z"},
    {'3', "BE"},
    {'4', "A"},
    {'5', "S"},
    {'6', "GB"},
    {'7', "T"},
    {'8', "B"},
    {'9', "GP"},
    {'|', "IL"},
    {'!', "IL"},
    {'$', "S"},
});
constexpr auto digits_by_letter = std::to_array<std::pair<char, char>>({
    {'O', '0'},
    {'D', '0'},
    {'Q', '0'},
    {'I', '1'},
    {'L', '1'},
    {'|', '1'},
    {'!', '1'},
    {'Z', '2'},
    {'A', '4'},
    {'S', '5'},
    {'$', '5'},
    {'G', '6'},
    {'T', '7'},
    {'B', '8'},
});

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

} // namespace

std::optional<char> digit_for(char seen) noexcept {
    if (is_ascii_digit(seen)) return seen;
    for (auto [letter, digit] : digits_by_letter)
        if (letter == seen) return digit;
    return std::nullopt;
}

std::string_view letters_for(char seen) noexcept {
    for (const LooksLike& l : letters_by_digit)
        if (l.seen == seen) return l.letters;
    return {};
}

std::vector<std::string> as_letters(std::string_view seen, std::size_t most) {
    std::vector<std::string> readings{std::string()};
    for (char c : seen) {
        const std::string_view choices = is_upper(c) || c == '.' ? std::string_view(&c, 1) : letters_for(c);
        std::vector<std::string> longer;
        for (char choice : choices) // likeliest first for the last character, and so for all
            for (const std::string& r : readings)
                if (longer.size() < most) longer.push_back(r + choice);
        readings = std::move(longer);
    }
    return readings;
}

std::optional<std::string> as_digits(std::string_view seen) {
    std::string out;
    for (char c : seen) {
        const std::optional<char> d = digit_for(c);
        if (!d) return std::nullopt;
        out += *d;
    }
    return out;
}

std::optional<int> wrong_characters(std::string_view seen, std::string_view meant) noexcept {
    const auto [head, head_meant] = std::mismatch(seen.begin(), seen.end(), meant.begin(), meant.end());
    if (seen.size() == meant.size()) {
        int wrong = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) wrong += seen[i] != meant[i];
        return wrong;
    }
    const std::string_view longer = seen.size() > meant.size() ? seen : meant;
    const std::string_view shorter = seen.size() > meant.size() ? meant : seen;
    if (longer.size() != shorter.size() + 1) return std::nullopt;
    const auto same = static_cast<std::size_t>(head - seen.begin());
    return longer.substr(same + 1) == shorter.substr(same) ? std::optional<int>(1) : std::nullopt;
}

} // namespace yanbao::names::ocr
