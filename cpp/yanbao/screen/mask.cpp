#include "yanbao/screen/mask.hpp"

#include <array>
#include <cstring>

namespace yanbao::screen {

namespace {

/// The bits of a byte, a byte each, in the order of memory.
using Spread = std::array<std::array<std::uint8_t, 8>, 256>;

constexpr Spread spread = [] {
    Spread table{};
    for (std::size_t byte = 0; byte < 256; ++byte)
        for (std::size_t bit = 0; bit < 8; ++bit)
            table[byte][bit] = static_cast<std::uint8_t>((byte >> bit) & 1u);
    return table;
}();

std::uint64_t spread_of(std::uint64_t byte) noexcept {
    std::uint64_t eight = 0;
    std::memcpy(&eight, spread[byte & 255u].data(), 8);
    return eight;
}

/// Set bits of a word; the baseline of x86-64 has no instruction for it.
std::uint64_t bits(std::uint64_t w) noexcept {
    w -= (w >> 1) & 0x5555555555555555u;
    w = (w & 0x3333333333333333u) + ((w >> 2) & 0x3333333333333333u);
    w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return (w * 0x0101010101010101u) >> 56;
}

/// Set bits among the first `cells` of the words that `word` gives.
template<class WordAt>
std::size_t counted(std::size_t cells, WordAt word) noexcept {
    const std::size_t whole = cells / word_cells;
    std::uint64_t found = 0;
    for (std::size_t w = 0; w < whole; ++w) found += bits(word(w));
    if (const std::size_t rest = cells % word_cells)
        found += bits(word(whole) & ((std::uint64_t{1} << rest) - 1));
    return static_cast<std::size_t>(found);
}

/// Writes the cells of each word, eight at a time as `eight(word, first bit)` gives them.
template<class T, class Eight>
void write(std::span<T> out, Eight eight) noexcept {
    static_assert(sizeof(T) == 1);
    for (std::size_t first = 0, w = 0; first < out.size(); first += word_cells, ++w) {
        std::array<std::uint64_t, 8> cells{};
        for (unsigned i = 0; i < 8; ++i) cells[i] = eight(w, 8 * i);
        const std::size_t n = out.size() - first < word_cells ? out.size() - first : word_cells;
        std::memcpy(out.data() + first, cells.data(), n);
    }
}

} // namespace

void both(Mask& a, const Mask& b) noexcept {
    for (std::size_t w = 0; w < a.yes.size(); ++w) a.yes[w] &= b.yes[w];
    for (std::size_t w = 0; w < a.yes.size(); ++w) a.maybe[w] &= b.maybe[w];
}

void either(Mask& a, const Mask& b) noexcept {
    for (std::size_t w = 0; w < a.yes.size(); ++w) a.yes[w] |= b.yes[w];
    for (std::size_t w = 0; w < a.yes.size(); ++w) a.maybe[w] |= b.maybe[w];
}

void invert(Mask& a) noexcept {
    a.yes.swap(a.maybe);
    for (std::size_t w = 0; w < a.yes.size(); ++w) a.yes[w] = ~a.yes[w];
    for (std::size_t w = 0; w < a.yes.size(); ++w) a.maybe[w] = ~a.maybe[w];
}

void pack(std::span<const std::uint8_t> truths, Mask& out) noexcept {
    for (std::size_t first = 0, w = 0; first < truths.size(); first += word_cells, ++w) {
        const std::size_t n = truths.size() - first < word_cells ? truths.size() - first : word_cells;
        std::uint64_t yes = 0, unknown = 0;
        for (std::size_t i = 0; i < n; ++i) {
            yes |= static_cast<std::uint64_t>(truths[first + i] & 1u) << i;
            unknown |= static_cast<std::uint64_t>(truths[first + i] >> 1) << i;
        }
        out.yes[w] = yes;
        out.maybe[w] = yes | unknown;
    }
}

void unpack(const Mask& mask, std::span<Truth> out) noexcept {
    write(out, [&](std::size_t w, unsigned bit) {
        const std::uint64_t yes = mask.yes[w], unknown = mask.maybe[w] & ~mask.yes[w];
        return spread_of(yes >> bit) | spread_of(unknown >> bit) << 1;
    });
}

void unpack_yes(const Mask& mask, std::span<std::uint8_t> out) noexcept {
    write(out, [&](std::size_t w, unsigned bit) { return spread_of(mask.yes[w] >> bit); });
}

std::size_t count_of(const std::vector<std::uint64_t>& a, std::size_t cells) noexcept {
    return counted(cells, [&](std::size_t w) { return a[w]; });
}

std::size_t count(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b,
                  std::size_t cells) noexcept {
    return counted(cells, [&](std::size_t w) { return a[w] & ~b[w]; });
}

} // namespace yanbao::screen
