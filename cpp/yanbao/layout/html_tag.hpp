#pragma once
// Tags of a table, as the text door meets them: nothing else of HTML is of interest here.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbao::layout {

enum class TagName : std::uint8_t { table, row, cell, section, caption, other };

struct HtmlTag {
    TagName name = TagName::other;
    bool closes = false;
    std::size_t end = 0; ///< byte behind its bracket
    std::uint32_t column_span = 1, row_span = 1;
};

/// The tag, comment or declaration that starts at the '<' at `at`; nothing where that is a sign of text.  Looks no
/// further than the next '<', nor than a bounded number of bytes.
std::optional<HtmlTag> html_tag_at(std::string_view source, std::size_t at) noexcept;

/// The first byte at or behind `from` where a table's tag opens, or closes; npos where none does.
std::size_t find_table_tag(std::string_view source, std::size_t from, bool closes) noexcept;

} // namespace yanbao::layout
