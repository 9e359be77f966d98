#pragma once
// Comparisons of doubles in pairs, and their outcomes as bits.  Compilers do not find this by themselves: they
// spend more on the way from eight bytes to one bit than memory takes to bring the numbers.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define YANBAO_SSE2 1
#endif

namespace yanbao::screen {

constexpr double largest = std::numeric_limits<double>::max();

#ifdef YANBAO_SSE2

using Pair = __m128d;
inline Pair load_pair(const double* p) noexcept { return _mm_loadu_pd(p); }
inline Pair pair_of(double x) noexcept { return _mm_set1_pd(x); }
inline Pair less(Pair a, Pair b) noexcept { return _mm_cmplt_pd(a, b); }
inline Pair less_equal(Pair a, Pair b) noexcept { return _mm_cmple_pd(a, b); }
inline Pair equal(Pair a, Pair b) noexcept { return _mm_cmpeq_pd(a, b); }
inline Pair not_equal(Pair a, Pair b) noexcept { return _mm_cmpneq_pd(a, b); }
inline Pair finite(Pair a) noexcept {
    return _mm_cmple_pd(_mm_andnot_pd(_mm_set1_pd(-0.0), a), _mm_set1_pd(largest));
}
inline Pair and_also(Pair a, Pair b) noexcept { return _mm_and_pd(a, b); }

/// Outcomes of sixteen cells, a bit each.
inline std::uint64_t bits_of(const Pair (&m)[8]) noexcept {
    const auto four = [&](int i) {
        return _mm_castps_si128(_mm_shuffle_ps(_mm_castpd_ps(m[i]), _mm_castpd_ps(m[i + 1]), 0x88));
    };
    const __m128i low = _mm_packs_epi32(four(0), four(2)), high = _mm_packs_epi32(four(4), four(6));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
}

/// Asks for what is read some pages later: the processor itself looks no further than a page.
inline void ask_for(const double* p) noexcept { _mm_prefetch(reinterpret_cast<const char*>(p), _MM_HINT_T0); }

#else

struct Pair {
    double first, second;
};
struct Outcome {
    bool first, second;
};
inline Pair load_pair(const double* p) noexcept { return {p[0], p[1]}; }
inline Pair pair_of(double x) noexcept { return {x, x}; }
inline Outcome less(Pair a, Pair b) noexcept { return {a.first < b.first, a.second < b.second}; }
inline Outcome less_equal(Pair a, Pair b) noexcept { return {a.first <= b.first, a.second <= b.second}; }
inline Outcome equal(Pair a, Pair b) noexcept { return {a.first == b.first, a.second == b.second}; }
inline Outcome not_equal(Pair a, Pair b) noexcept { return {a.first != b.first, a.second != b.second}; }
inline Outcome finite(Pair a) noexcept {
    return {std::fabs(a.first) <= largest, std::fabs(a.second) <= largest};
}
inline Outcome and_also(Outcome a, Outcome b) noexcept { return {a.first && b.first, a.second && b.second}; }
inline std::uint64_t bits_of(const Outcome (&m)[8]) noexcept {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 8; ++i)
        bits |= static_cast<std::uint64_t>(m[i].first) << (2 * i) | static_cast<std::uint64_t>(m[i].second)
                                                                        << (2 * i + 1);
    return bits;
}
inline void ask_for(const double*) noexcept {}

#endif

} // namespace yanbao::screen
