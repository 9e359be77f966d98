#pragma once
// Numbers as printed: value, precision and what was mended to read them.

#include "yanbao/base/interval.hpp"
#include "yanbao/text/atoms.hpp"

#include <optional>

namespace yanbao::text {

/// A decimal number.  `half_unit` is half of its last printed digit.
struct Number {
    double value = 0.0;
    double half_unit = 0.5;
    Range range;          ///< sign and digits, not the unit
    bool signed_ = false; ///< a plus or minus is printed
    bool spaced = false;  ///< white space stood inside ("291. 8", "2, 752, 194"): OCR
    bool grouped = false; ///< thousands separators

    Interval interval() const noexcept { return Interval::around(value, half_unit); }
};

/// The longest well-formed number that starts at `at` and ends by `end`: 47.22, -0. 1, 2, 752, 194, +3.5.
/// White space is allowed after a point, a separator or a sign only.  Thousands groups have three digits;
/// `1,2,3,4` is the number 1.  Nothing where no digit follows, or where the value is beyond a double.
std::optional<Number> number_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end);

/// What a printed unit does to a number, from the lexicon's category `unit` (attributes `scale`, `dimension`).
struct Unit {
    double scale = 1.0;
    std::string_view dimension; ///< money, shares, share_of_whole, multiple, ... ; empty for a bare number
    std::string_view currency;  ///< ISO code where the unit names one
    Range range;
};

/// The longest unit word that starts at `at`; scale words may stand before it (万 股, 亿 港元).
std::optional<Unit> unit_at(const Atoms& atoms, const lexicon::Lexicon& lexicon, std::uint32_t at,
                            std::uint32_t end);

/// A number with the unit printed behind (or a currency before) it, value and half_unit already scaled.
struct Quantity {
    Number number; ///< canonical: 1,728.823 万股 is 17288230; 6.4% is 0.064
    Unit unit;
    Range range; ///< number and unit
};
std::optional<Quantity> quantity_at(const Atoms& atoms, const lexicon::Lexicon& lexicon, std::uint32_t at,
                                    std::uint32_t end);

/// The first quantity that starts in [from, end) and is not part of a word (Gen-2, V1.5, IPv6).
std::optional<Quantity> next_quantity(const Atoms& atoms, const lexicon::Lexicon& lexicon, std::uint32_t from,
                                      std::uint32_t end);

/// A cell that is one number and nothing else: (1.2) is negative, 12.3% a share of a whole, 14x and 14倍 multiples,
/// 1,234.5 grouped; nothing for -, --, N/A, blank or any other text.
std::optional<Quantity> whole_quantity(const Atoms& atoms, const lexicon::Lexicon& lexicon, Range cell);
/// Whether a cell says that there is no value: blank, -, --, N/A, NA, n.a., /, 无, nm.
bool is_absent(const Atoms& atoms, const lexicon::Lexicon& lexicon, Range cell);

} // namespace yanbao::text
