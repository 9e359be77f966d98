#pragma once
// A whole page of HTML: where its printed lines end, since a line break there is only white space.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbao::layout {

/// Whether the source starts as a page does: <!DOCTYPE html>, <html>, <head> or <body>.
bool is_html_page(std::string_view source) noexcept;

/// Bytes of a page that end a printed line and print nothing themselves: a block's tag, a script, a head.
struct PageCut {
    std::size_t begin = 0, end = 0;
    std::uint8_t level = 0; ///< of the heading that starts behind it
    bool parts = true;      ///< blocks, not only lines
    bool unseen = false;    ///< an element that the page does not show
    bool unclosed = false;  ///< a script or comment that does not end: the rest of the page
};

/// The first one that starts in [from, end).
std::optional<PageCut> next_page_cut(std::string_view source, std::size_t from, std::size_t end) noexcept;

} // namespace yanbao::layout
