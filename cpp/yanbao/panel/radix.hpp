#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace yanbao::panel {

/// A number that orders as the signed one does.
inline std::uint32_t ordered(std::int32_t x) noexcept { return static_cast<std::uint32_t>(x) ^ 0x80000000u; }
/// A key of two numbers, the first of which counts more.
inline std::uint64_t ordered(std::int32_t x, std::int32_t y) noexcept {
    return std::uint64_t{ordered(x)} << 32 | ordered(y);
}

/// Sorts by `key`, a std::uint64_t, and keeps the order of equal ones: a pass for each byte in which keys differ, none
/// where they are in order.  `spare` is reused from call to call.
template<class T, class Key>
void radix_sort(std::span<T> a, std::vector<T>& spare, Key key) {
    std::uint64_t differ = 0;
    bool in_order = true;
    for (std::size_t i = 1; i < a.size(); ++i) {
        differ |= key(a[i]) ^ key(a[0]);
        in_order = in_order && key(a[i - 1]) <= key(a[i]);
    }
    if (in_order) return;
    constexpr std::size_t few = 24; // below it a pass costs more than it gains
    if (a.size() <= few) {
        for (std::size_t i = 1; i < a.size(); ++i) {
            const T x = a[i];
            std::size_t to = i;
            for (; to > 0 && key(x) < key(a[to - 1]); --to) a[to] = a[to - 1];
            a[to] = x;
        }
        return;
    }
    if (spare.size() < a.size()) spare.resize(a.size());
    std::span<T> from = a, to(spare.data(), a.size());
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differ >> shift & 0xff) == 0) continue;
        std::array<std::size_t, 256> place{};
        for (const T& x : from) ++place[key(x) >> shift & 0xff];
        std::size_t first = 0;
        for (std::size_t& p : place) first += std::exchange(p, first);
        for (const T& x : from) to[place[key(x) >> shift & 0xff]++] = x;
        std::swap(from, to);
    }
    if (from.data() != a.data()) std::copy(from.begin(), from.end(), a.begin());
}

} // namespace yanbao::panel
