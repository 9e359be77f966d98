#pragma once
// Characters that a source writes as several bytes of markup: \$, &amp;, <b>, \sim.

#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbao::text {

struct Markup {
    enum class Kind : std::uint8_t {
        character, ///< `cp` is printed
        blank,     ///< white space is printed
        nothing,   ///< a mark without a meaning here
        argument,  ///< a command that wraps what follows in braces; `bytes` ends before the brace
        bold_on,
        bold_off,
    };
    Kind kind = Kind::nothing;
    char32_t cp = 0;
    std::uint32_t bytes = 0;
};

/// What `source[at, end)` starts with, where that is a backslash escape, an entity or a tag of typography.
/// Looks at a bounded number of bytes.
std::optional<Markup> markup_at(std::string_view source, std::size_t at, std::size_t end) noexcept;

/// The byte of the dollar sign that closes the formula which the one at `at` opens; 0 where that is money, no
/// formula.
std::size_t formula_end(std::string_view source, std::size_t at, std::size_t end) noexcept;

/// The printed character at a byte where an atom `folded` starts, and the bytes that write it.
struct Printed {
    char32_t cp;
    std::uint32_t bytes;
};
Printed printed_at(std::string_view source, std::size_t at, char32_t folded) noexcept;

} // namespace yanbao::text
