#pragma once
// What the end of one printed line and the start of the next say about each other.

#include "yanbao/text/atoms.hpp"

namespace yanbao::layout {

bool ends_sentence(const text::Atoms& atoms, text::Range last) noexcept;

/// A clause was just begun: a word or two behind the last comma.
bool ends_in_clause(const text::Atoms& atoms, text::Range last) noexcept;

/// 88. and 10%: the point is no full stop.
bool is_cut_number(const text::Atoms& atoms, text::Range last, text::Range next) noexcept;

/// Titles in book marks, one below the other, are those of other reports.
bool starts_title(const text::Atoms& atoms, text::Range next, text::Range last) noexcept;

/// "Advice to investors:" at the start of a paragraph.
bool starts_with_label(const text::Atoms& atoms, text::Range next) noexcept;

/// Black brackets at the start of a paragraph, around the company or the field that it is on.
bool starts_with_name(const text::Atoms& atoms, text::Range next) noexcept;

/// It has the marks of a sentence.
bool reads_on(const text::Atoms& atoms, text::Range next) noexcept;

} // namespace yanbao::layout
