#pragma once

#include <cstdint>

namespace yanbao {

/// Half-open range of bytes of the source text.
struct Span {
    std::uint32_t start = 0;
    std::uint32_t end = 0;

    constexpr bool empty() const noexcept { return start >= end; }
    constexpr std::uint32_t size() const noexcept { return empty() ? 0 : end - start; }
    friend constexpr bool operator==(Span, Span) = default;
};

} // namespace yanbao
