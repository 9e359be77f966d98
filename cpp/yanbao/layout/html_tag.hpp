#pragma once
// Tags of HTML, as the text door meets them: those of tables, and of a page those that end a printed line.

#include "yanbao/layout/html_hidden.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbao::layout {

enum class TagName : std::uint8_t { table, row, cell, section, caption, block, other };

struct HtmlTag {
    TagName name = TagName::other;
    bool closes = false;
    Showing showing = Showing::shown; ///< of what it opens
    std::size_t end = 0;              ///< byte behind its bracket
    std::uint32_t column_span = 1, row_span = 1;
    std::uint8_t level = 0; ///< of a heading that opens
};

/// The tag, comment or declaration that starts at the '<' at `at`; nothing where that is a sign of text.  Looks no
/// further than the next '<', nor than a bounded number of bytes.
std::optional<HtmlTag> html_tag_at(std::string_view source, std::size_t at) noexcept;

/// The end of a comment, script, style sheet or title of a page, which print nothing in it; 0 where none starts at `at`,
/// npos where it does not end.
std::size_t hidden_end(std::string_view source, std::size_t at) noexcept;

/// The first byte at or behind `from` where a table's tag opens, or closes; npos where none does.
std::size_t find_table_tag(std::string_view source, std::size_t from, bool closes) noexcept;

} // namespace yanbao::layout
