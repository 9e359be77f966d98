#include "yanbao/screen/order.hpp"

#include "yanbao/screen/lanes.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace yanbao::screen {

namespace {

constexpr std::size_t few = 256; // cells that are sorted faster without counting digits
constexpr unsigned digit_bits = 11, digits = 3;
constexpr std::size_t digit_values = std::size_t{1} << digit_bits;

/// The upper half of a number's bits, turned so that a smaller number has smaller ones.
std::uint32_t upper_bits(double x) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(x + 0.0); // -0 is 0
    const std::uint64_t turned = bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
    return static_cast<std::uint32_t>(turned >> 32);
}

std::size_t digit_of(std::uint64_t key, unsigned digit) noexcept {
    return static_cast<std::size_t>(key >> (32 + digit * digit_bits)) & (digit_values - 1);
}

std::uint32_t cell_of(std::uint64_t key) noexcept { return static_cast<std::uint32_t>(key); }

} // namespace

void Sorter::sort(const double* values, std::size_t count, std::size_t width, Order& out) {
    out.cells.clear();
    out.ends.clear();
    for (std::size_t first = 0; first < count; first += width) {
        if (width < few)
            by_value(values, first, width, out);
        else
            by_digits(values, first, width, out);
        out.ends.push_back(out.cells.size());
    }
    out.found = true;
}

void Sorter::by_value(const double* values, std::size_t first, std::size_t width, Order& out) {
    keyed_.clear();
    for (std::size_t i = first; i < first + width; ++i)
        if (std::fabs(values[i]) <= largest) keyed_.push_back({values[i], static_cast<std::uint32_t>(i)});
    std::sort(keyed_.begin(), keyed_.end(), [](Keyed a, Keyed b) { return a.value < b.value; });
    for (const Keyed k : keyed_) out.cells.push_back(k.cell);
}

/// Counts the digits of the upper halves of the numbers, from the last digit to the first; the cell rides along.
void Sorter::by_digits(const double* values, std::size_t first, std::size_t width, Order& out) {
    keys_.resize(width);
    other_.resize(width);
    std::array<std::array<std::uint32_t, digit_values>, digits> places{};
    std::size_t n = 0;
    for (std::size_t i = first; i < first + width; ++i) {
        if (!(std::fabs(values[i]) <= largest)) continue;
        const std::uint64_t key = static_cast<std::uint64_t>(upper_bits(values[i])) << 32 | i;
        for (unsigned d = 0; d < digits; ++d) ++places[d][digit_of(key, d)];
        keys_[n++] = key;
    }
    for (unsigned d = 0; d < digits; ++d) {
        std::uint32_t before = 0;
        for (std::uint32_t& place : places[d]) {
            const std::uint32_t here = place;
            place = before;
            before += here;
        }
        for (std::size_t k = 0; k < n; ++k) other_[places[d][digit_of(keys_[k], d)]++] = keys_[k];
        keys_.swap(other_);
    }
    settle(values, n, out);
}

/// Sorts what has the same upper half by the whole number.
void Sorter::settle(const double* values, std::size_t n, Order& out) {
    for (std::size_t k = 0, end = 0; k < n; k = end) {
        for (end = k + 1; end < n && keys_[end] >> 32 == keys_[k] >> 32;) ++end;
        const auto at = [&](std::size_t i) { return keys_.begin() + static_cast<std::ptrdiff_t>(i); };
        if (end - k > 1)
            std::sort(at(k), at(end), [&](std::uint64_t a, std::uint64_t b) {
                return values[cell_of(a)] < values[cell_of(b)];
            });
    }
    for (std::size_t k = 0; k < n; ++k) out.cells.push_back(cell_of(keys_[k]));
}

void Grouper::split(std::span<const std::uint32_t> order, const std::int32_t* group) {
    std::int32_t most = -1;
    for (const std::uint32_t cell : order) most = std::max(most, group[cell]);
    ends_.assign(static_cast<std::size_t>(most + 1), 0);
    for (const std::uint32_t cell : order)
        if (group[cell] >= 0) ++ends_[static_cast<std::size_t>(group[cell])];
    std::size_t before = 0;
    for (std::size_t& end : ends_) { // where each begins; placing its cells moves it to its end
        const std::size_t here = end;
        end = before;
        before += here;
    }
    cells_.resize(before);
    for (const std::uint32_t cell : order)
        if (group[cell] >= 0) cells_[ends_[static_cast<std::size_t>(group[cell])]++] = cell;
}

} // namespace yanbao::screen
