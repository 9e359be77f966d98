#pragma once
// What a page holds and does not show: display:none, visibility:hidden, the attribute hidden.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace yanbao::layout {

/// How an element is shown: as it is; as a blank of its size (visibility); not at all, so that the next takes its place.
enum class Showing : std::uint8_t { shown, blank, gone };

/// What the attributes of an opening tag say.
Showing showing_of(std::string_view attributes) noexcept;

/// The byte behind the element whose tag opens at `at` and ends at `tag_end`; `tag_end` where nothing near closes it.
std::size_t hidden_element_end(std::string_view source, std::size_t at, std::size_t tag_end) noexcept;

} // namespace yanbao::layout
