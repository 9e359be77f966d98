#pragma once
// Truths of many cells, a bit each: the three-valued logic of 64 cells is two operations on words.

#include "yanbao/screen/truth.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::screen {

constexpr std::size_t word_cells = 64;

constexpr std::size_t words_of(std::size_t cells) noexcept { return (cells + word_cells - 1) / word_cells; }

/// `yes`: the cell says yes; `maybe`: it does not say no.  Bits beyond the last cell mean nothing.
struct Mask {
    std::vector<std::uint64_t> yes, maybe;

    void resize(std::size_t cells) {
        yes.resize(words_of(cells));
        maybe.resize(words_of(cells));
    }
};

void both(Mask& a, const Mask& b) noexcept;
void either(Mask& a, const Mask& b) noexcept;
void invert(Mask& a) noexcept;

/// From and to the numbers of `Truth`; the mask has room for the cells.
void pack(std::span<const std::uint8_t> truths, Mask& out) noexcept;
void unpack(const Mask& mask, std::span<Truth> out) noexcept;
/// 1 where it says yes, 0 elsewhere.
void unpack_yes(const Mask& mask, std::span<std::uint8_t> out) noexcept;

/// Bits of the first `cells` cells that are set in `a`; that are set in `a` and not in `b`.
std::size_t count_of(const std::vector<std::uint64_t>& a, std::size_t cells) noexcept;
std::size_t count(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b,
                  std::size_t cells) noexcept;

} // namespace yanbao::screen
