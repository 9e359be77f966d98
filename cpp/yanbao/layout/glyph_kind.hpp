#pragma once
// Whether what stands together on a page is a figure, a year or words, before it is text.

#include "yanbao/lexicon/lexicon.hpp"

#include <cstdint>
#include <string_view>

namespace yanbao::layout {

enum class ChunkKind : std::uint8_t {
    text,
    number, ///< a figure, or what stands for none
    year,   ///< 2024, 2025E, FY26F, TTM, 12/2025
    date,   ///< 2025/11/5: of a price, in a header as well
};

/// What a cell's characters make it.
ChunkKind kind_of_cell(std::u32string_view cell, const lexicon::Lexicon& lexicon);

} // namespace yanbao::layout
