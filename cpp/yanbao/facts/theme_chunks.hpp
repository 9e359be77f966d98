#pragma once
// Sentences cut into clauses, clauses into the parts of a list.

#include "yanbao/facts/theme_company.hpp"

namespace yanbao::facts {

/// Cuts a range into the parts between enumeration commas, brackets set apart: `A(x)、B+C(y)` is A(x), B+C(y).
std::vector<Chunk> chunks_of(const text::Atoms& atoms, text::Range r);

/// The atom behind the bracket that opens at `at`, or `at` where it is not closed by `end`.
std::uint32_t behind_bracket(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end);

/// What ends a clause.
enum class Stop : std::uint8_t { end, comma, semicolon, colon, full };
/// Whether the atom ends a clause; a point only where it ends a sentence of Chinese.
std::optional<Stop> stop_at(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end);

} // namespace yanbao::facts
