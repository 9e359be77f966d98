#pragma once
// List marks and section numbers at the start of a line: 1、 2. 3) (4) （五） 六、 ① 2.1. - ●

#include "yanbao/text/atoms.hpp"

namespace yanbao::layout {

enum class MarkKind : std::uint8_t {
    none,
    bullet,
    number,
    bracketed,
    chinese,
    chinese_bracketed,
    circled,
    section
};

struct Mark {
    MarkKind kind = MarkKind::none;
    std::int32_t number = -1;
    std::uint8_t depth = 0; ///< parts of a section number: 2.1.3 has 3
    std::uint32_t end = 0;  ///< atom behind the mark
};

/// The mark that starts at `at`; a bullet may stand before a number, then the number counts and `end` is behind both.
Mark mark_at(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end);

/// 一 to 九十九 as a number and how many characters it takes; 0 where there is none.
std::int32_t chinese_number(std::u32string_view text, std::size_t at, std::size_t& length);

/// A folded character that stands before an item of a list.
bool is_bullet(char32_t c) noexcept;

} // namespace yanbao::layout
