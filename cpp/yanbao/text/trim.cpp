#include "yanbao/text/atoms.hpp"

#include <algorithm>
#include <iterator>

namespace yanbao::text {

namespace {

struct Pair {
    char32_t open, close;
};
constexpr Pair pairs[] = {
    {U'"', U'"'},     {U'\'', U'\''},   {U'(', U')'},     {U'[', U']'},     {0x300A, 0x300B},
    {0x300C, 0x300D}, {0x300E, 0x300F}, {0x3010, 0x3011}, {0x3008, 0x3009}, {0x3014, 0x3015},
};
constexpr int deepest = 8; ///< enclosing pairs taken off, so that a million brackets cost no more than eight

/// Whether the pair opened by the first character is closed by the last, and not before.
bool encloses(std::u32string_view text, Pair pair) noexcept {
    if (text.size() < 2 || text.front() != pair.open || text.back() != pair.close) return false;
    const std::u32string_view inner = text.substr(1, text.size() - 2);
    if (pair.open == pair.close) return inner.find(pair.open) == inner.npos;
    std::size_t depth = 1;
    for (const char32_t c : inner) {
        if (c == pair.open) ++depth;
        if (c == pair.close && --depth == 0) return false;
    }
    return depth == 1;
}

} // namespace

Range trimmed(const Atoms& atoms, Range r, std::u32string_view set) noexcept {
    const auto in_set = [&](std::uint32_t atom) { return set.find(atoms.cp[atom]) != set.npos; };
    while (!r.empty() && in_set(r.begin)) ++r.begin;
    while (!r.empty() && in_set(r.end - 1)) --r.end;
    return r;
}

Range unquoted(const Atoms& atoms, Range r) noexcept {
    for (int i = 0; i < deepest && !r.empty(); ++i) {
        const char32_t first = atoms.cp[r.begin];
        const auto* const pair = std::find_if(std::begin(pairs), std::end(pairs),
                                              [first](Pair known) { return known.open == first; });
        if (pair == std::end(pairs) || !encloses(atoms.view(r), *pair)) return r;
        ++r.begin;
        --r.end;
    }
    return r;
}

} // namespace yanbao::text
