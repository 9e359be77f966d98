#pragma once
// One spelling for matching: what a printed character is taken for.

#include <cstdint>
#include <string>
#include <string_view>

namespace yanbao::lexicon {

constexpr char32_t dropped = 0; ///< prints nothing: zero-width marks
constexpr char32_t space = U' ';

/// Half-width form, plain minus and quotes, one space for all white space; `dropped` for zero-width marks.
char32_t fold(char32_t printed) noexcept;

/// ASCII letters to lower case; words match whatever their case.
constexpr char32_t lower(char32_t c) noexcept { return c >= U'A' && c <= U'Z' ? c + 32 : c; }
constexpr bool is_ascii_letter(char32_t c) noexcept {
    return (c | 32) >= U'a' && (c | 32) <= U'z' && c < 128;
}
constexpr bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }
constexpr bool is_cjk(char32_t c) noexcept {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

struct Decoded {
    char32_t cp;
    std::uint32_t bytes;
};
/// The character at `at`; ill-formed bytes decode as U+FFFD, one byte each.
Decoded decode(std::string_view utf8, std::size_t at) noexcept;
void encode(char32_t cp, std::string& out);

/// Folded, without white space: the form in which words and text meet.
std::u32string folded(std::string_view utf8);
std::string utf8(std::u32string_view text);

} // namespace yanbao::lexicon
