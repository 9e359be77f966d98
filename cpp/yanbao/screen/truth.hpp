#pragma once
// Three-valued logic (Kleene's), and what printed precision leaves open of it.

#include <array>
#include <cstdint>

namespace yanbao::screen {

/// `unknown`: a figure that the condition needs is not there.
enum class Truth : std::uint8_t { no, yes, unknown };

/// The truths that a cell may have, as a set.  Point values leave one; bounds may leave several.
class Truths {
  public:
    constexpr Truths() = default;
    static constexpr Truths of(Truth t) noexcept {
        return Truths(static_cast<std::uint8_t>(1u << static_cast<unsigned>(t)));
    }
    static constexpr Truths of(bool may_be_yes, bool may_be_no, bool may_be_unknown) noexcept {
        return Truths(static_cast<std::uint8_t>((may_be_no ? 1u : 0u) | (may_be_yes ? 2u : 0u) |
                                                (may_be_unknown ? 4u : 0u)));
    }

    constexpr bool may_be(Truth t) const noexcept { return (bits_ >> static_cast<unsigned>(t)) & 1u; }
    constexpr bool must_be(Truth t) const noexcept { return bits_ == of(t).bits_; }
    /// The one truth; `unknown` where there are several.
    constexpr Truth settled() const noexcept {
        return must_be(Truth::yes) ? Truth::yes : must_be(Truth::no) ? Truth::no : Truth::unknown;
    }
    friend constexpr bool operator==(Truths, Truths) = default;

    friend constexpr Truths operator&(Truths a, Truths b) noexcept;
    friend constexpr Truths operator|(Truths a, Truths b) noexcept { return ~(~a & ~b); }
    friend constexpr Truths operator~(Truths a) noexcept {
        return of(a.may_be(Truth::no), a.may_be(Truth::yes), a.may_be(Truth::unknown));
    }

  private:
    constexpr explicit Truths(std::uint8_t bits) noexcept : bits_(bits) {}
    std::uint8_t bits_ = 4; // unknown
};

/// Every truth that one of `a` and one of `b` may give together.
constexpr Truths operator&(Truths a, Truths b) noexcept {
    const bool not_no_a = a.may_be(Truth::yes) || a.may_be(Truth::unknown);
    const bool not_no_b = b.may_be(Truth::yes) || b.may_be(Truth::unknown);
    return Truths::of(a.may_be(Truth::yes) && b.may_be(Truth::yes),
                      a.may_be(Truth::no) || b.may_be(Truth::no),
                      (a.may_be(Truth::unknown) && not_no_b) || (b.may_be(Truth::unknown) && not_no_a));
}

/// Yes only where nothing else may be; unknown only where nothing is known.
constexpr Truth surely(Truths a) noexcept {
    return a.must_be(Truth::unknown) ? Truth::unknown : a.must_be(Truth::yes) ? Truth::yes : Truth::no;
}
/// Yes where it may be; unknown only where nothing is known.
constexpr Truth possibly(Truths a) noexcept {
    return a.must_be(Truth::unknown) ? Truth::unknown : a.may_be(Truth::yes) ? Truth::yes : Truth::no;
}

} // namespace yanbao::screen
