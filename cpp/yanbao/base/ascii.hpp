#pragma once
// Bytes of ASCII, whatever the locale.

namespace yanbao {

constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }

} // namespace yanbao
