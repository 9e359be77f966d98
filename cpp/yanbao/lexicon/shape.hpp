#pragma once
// What the words of a category look like from outside: enough to say no at once to most of a text.

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace yanbao::lexicon {

/// A character as the filters take it, whatever its case.
constexpr std::uint32_t mixed(char32_t c) noexcept {
    return static_cast<std::uint32_t>(lower(c)) * 0x9E3779B1u;
}

/// Which (lower case) characters words start and end with, hashed, and how long the longest is.
class Shape {
  public:
    void add(std::u32string_view word) noexcept {
        set(first_, word.front());
        set(last_, word.back());
        longest_ = std::max(longest_, word.size());
    }
    bool may_start(char32_t c) const noexcept { return has(first_, c); }
    bool may_end(char32_t c) const noexcept { return has(last_, c); }
    bool may_be(std::u32string_view word) const noexcept {
        return !word.empty() && word.size() <= longest_ && may_start(word.front()) && may_end(word.back());
    }
    std::size_t longest() const noexcept { return longest_; }

  private:
    using Bits = std::array<std::uint64_t, 8>;

    static std::uint32_t bit(char32_t c) noexcept { return mixed(c) >> (32 - 9); }
    static void set(Bits& bits, char32_t c) noexcept {
        bits[bit(c) >> 6] |= std::uint64_t{1} << (bit(c) & 63);
    }
    static bool has(const Bits& bits, char32_t c) noexcept {
        return ((bits[bit(c) >> 6] >> (bit(c) & 63)) & 1) != 0;
    }

    Bits first_{}, last_{};
    std::size_t longest_ = 0;
};

} // namespace yanbao::lexicon
