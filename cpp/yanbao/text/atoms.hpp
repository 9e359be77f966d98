#pragma once
// The text as the rules see it: one atom per printed character that means something, and the way back to the bytes.
// White space and typographic marks (** <b>) leave no atom, only flags, so a word matches however it is spaced.

#include "yanbao/base/span.hpp"
#include "yanbao/lexicon/lexicon.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::text {

/// Half-open range of atoms.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    constexpr bool empty() const noexcept { return begin >= end; }
    constexpr std::uint32_t size() const noexcept { return empty() ? 0 : end - begin; }
    friend constexpr bool operator==(Range, Range) = default;
};

namespace flag {
constexpr std::uint8_t gap = lexicon::gap_before;         ///< white space before it
constexpr std::uint8_t bold = 2;                          ///< between ** ** or <b> </b>
constexpr std::uint8_t line_start = lexicon::line_before; ///< first of its printed line (set by the layout)
constexpr std::uint8_t folded = 8;                  ///< printed in another form (full width, other minus)
constexpr std::uint8_t wall = lexicon::wall_before; ///< first of its block: no word or number crosses it
                                                    ///< (set by the layout)
constexpr std::uint8_t after_blank = 32; ///< first of a printed line behind a blank one (set by the layout)
} // namespace flag

struct Atoms {
    std::u32string cp;              ///< folded character
    std::vector<std::uint32_t> src; ///< byte of the source where it is printed
    std::vector<std::uint8_t> flags;

    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(cp.size()); }
    std::u32string_view view(Range r) const noexcept {
        return std::u32string_view(cp).substr(r.begin, r.size());
    }
    bool has(std::uint32_t atom, std::uint8_t f) const noexcept { return (flags[atom] & f) != 0; }
    void append(const Atoms& from, Range r);
};

/// Appends the atoms of `source[start, end)`, which holds no line break; bold does not cross the end.  Marks of
/// typography (** __ <b> <sup> $...$), escapes (\$ \*) and entities (&amp;) are read for what they print.  The first
/// atom has a gap where white space ends the printed line before, or a cell's edge stands before it.
void append_atoms(std::string_view source, std::uint32_t start, std::uint32_t end, Atoms& out);

/// A text read into atoms as one line: for words and cells that come from outside a document.
Atoms atoms_of(std::string_view text);

/// Bytes of the source that print this range, from the first atom to the end of the last.
Span span_of(const Atoms& atoms, std::string_view source, Range r) noexcept;
/// The same, cut where atoms of the range do not follow each other in the source (side bars, page furniture).
std::vector<Span> spans_of(const Atoms& atoms, std::string_view source, Range r);

/// The one span of a range that nothing cuts; nothing where there are several.
std::optional<Span> lone_span(const Atoms& atoms, std::string_view source, Range r);

/// The characters as printed, without marks; white space as one space, none at a line break that cuts Chinese or a
/// number.
std::string printed(const Atoms& atoms, std::string_view source, Range r);
/// The characters as printed, without marks and without any white space.
std::string squeezed(const Atoms& atoms, std::string_view source, Range r);

/// Without the characters of `set` at either end.
Range trimmed(const Atoms& atoms, Range r, std::u32string_view set) noexcept;
/// Without one pair of enclosing quotes or brackets of the given kind, while there is one.
Range unquoted(const Atoms& atoms, Range r) noexcept;

} // namespace yanbao::text
