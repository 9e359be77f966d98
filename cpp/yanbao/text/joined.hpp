#pragma once
// How an atom stands to the one before it.

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/atoms.hpp"

namespace yanbao::text {

/// Printed right behind the one before.  A line break alone does not part digits: prose may be broken at any column.
inline bool is_glued(const Atoms& atoms, std::uint32_t atom) noexcept {
    return atom > 0 && !atoms.has(atom, flag::gap | flag::wall);
}
inline bool is_walled(const Atoms& atoms, std::uint32_t atom) noexcept {
    return atom == 0 || atoms.has(atom, flag::wall);
}
inline bool is_digit_at(const Atoms& atoms, std::uint32_t atom, std::uint32_t end) noexcept {
    return atom < end && lexicon::is_digit(atoms.cp[atom]);
}
inline bool is_sign(char32_t c) noexcept { return c == U'-' || c == U'+'; }
/// A digit, or letter, right behind the atom before.
inline bool is_glued_digit(const Atoms& atoms, std::uint32_t atom, std::uint32_t end) noexcept {
    return is_digit_at(atoms, atom, end) && is_glued(atoms, atom);
}
inline bool is_glued_letter(const Atoms& atoms, std::uint32_t atom, std::uint32_t end) noexcept {
    return atom < end && lexicon::is_ascii_letter(atoms.cp[atom]) && is_glued(atoms, atom) &&
           !atoms.has(atom, flag::line_start);
}
/// The atom before, where this one is glued to it; else 0.
inline char32_t glued_before(const Atoms& atoms, std::uint32_t atom) noexcept {
    return is_glued(atoms, atom) ? atoms.cp[atom - 1] : 0;
}

} // namespace yanbao::text
