#pragma once
// The yardstick of every speed ratio.  Frozen: a change here would change what all ratios of the past meant.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bench {

/// How many characters of each class a text holds, and a sum over them all, so that no work can be left out.
struct Classes {
    std::uint64_t digits = 0;
    std::uint64_t letters = 0;
    std::uint64_t blanks = 0;
    std::uint64_t breaks = 0;
    std::uint64_t han = 0;
    std::uint64_t marks = 0; ///< ASCII and full-width punctuation
    std::uint64_t others = 0;
    std::uint64_t invalid = 0; ///< bytes that are no UTF-8
    std::uint64_t sum = 0;
};

/// One plain scalar pass: decode a character, branch on its class, go on.
Classes decode_and_classify(std::string_view text) noexcept;

} // namespace bench
