#pragma once
// How a line ends: in a sentence's stop, or in the leaders and page of a list of contents.

#include "yanbao/lexicon/lexicon.hpp"
#include "yanbao/text/atoms.hpp"

#include <optional>

namespace yanbao::layout {

inline bool is_one_of(char32_t c, std::u32string_view set) noexcept { return set.find(c) != set.npos; }

/// Whether the last character is a digit, as of a page.
bool has_page(const text::Atoms& atoms, text::Range line) noexcept;
/// title ..... 5; the page may be lost, or a letter that was a digit.
bool has_leader(const text::Atoms& atoms, text::Range line) noexcept;
/// A contents line without its leaders and page: the heading that it announces.
std::u32string_view contents_title(std::u32string_view line) noexcept;

/// "5", "- 5 -", "5 / 29": nothing but a small number and ornament.
bool is_page_number(std::u32string_view line) noexcept;

/// Whether the atoms end a sentence: a stop, or a stop inside closing quotes or brackets.
bool is_terminated(const text::Atoms& atoms, text::Range r) noexcept;

/// Whether the last word of a line is one of a category.
bool ends_in_word(const text::Atoms& atoms, const lexicon::Lexicon& lexicon,
                  std::optional<lexicon::CategoryId> category, text::Range line);

} // namespace yanbao::layout
