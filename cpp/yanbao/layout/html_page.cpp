#include "yanbao/layout/html_page.hpp"

#include "yanbao/layout/html_hidden.hpp"
#include "yanbao/layout/html_tag.hpp"
#include "yanbao/text/markup.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr std::size_t page_start = 1024; ///< bytes in which a page says what it is

constexpr char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool holds_tag(std::string_view text, std::string_view lower) {
    const auto found = std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                                   [](char x, char y) { return small(x) == y; });
    const auto behind = text.end() - found > static_cast<std::ptrdiff_t>(lower.size())
                            ? small(found[static_cast<std::ptrdiff_t>(lower.size())])
                            : 'a';
    return behind < 'a' || behind > 'z'; // <head>, but not <header>
}

// <br>, which ends a line within its block
bool is_break(std::string_view source, std::size_t at) {
    const std::string_view word = source.substr(at + 1, 3);
    return word.size() == 3 && (word[0] | 32) == 'b' && (word[1] | 32) == 'r' &&
           !((word[2] | 32) >= 'a' && (word[2] | 32) <= 'z');
}

} // namespace

bool is_html_page(std::string_view source) noexcept {
    const std::size_t first = source.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF");
    if (first == source.npos || source[first] != '<') return false;
    const std::string_view start = source.substr(first, page_start);
    return holds_tag(start, "<!doctype html") || holds_tag(start, "<html") || holds_tag(start, "<head") ||
           holds_tag(start, "<body");
}

std::optional<PageCut> next_page_cut(std::string_view source, std::size_t from, std::size_t end) noexcept {
    const std::string_view text = source.substr(0, end);
    for (std::size_t at = text.find('<', from); at != text.npos; at = text.find('<', at + 1)) {
        if (const std::size_t hidden = hidden_end(source, at); hidden > 0)
            return PageCut{at, std::min(hidden, source.size()), 0, false, false, hidden == source.npos};
        const auto tag = html_tag_at(source, at);
        if (!tag) continue;
        if (tag->showing != Showing::shown && tag->name != TagName::table)
            if (const std::size_t behind = hidden_element_end(source, at, tag->end); behind > tag->end)
                return PageCut{at, behind, 0, tag->name == TagName::block, true, false};
        if (tag->name == TagName::block)
            return PageCut{at, tag->end, tag->level, !is_break(source, at), false, false};
        // <meta ...>, <o:p>, <!DOCTYPE html>: what is no markup of running text prints nothing
        if (tag->name != TagName::table && !text::markup_at(source, at, source.size()))
            return PageCut{at, tag->end, 0, false, false, false};
    }
    return std::nullopt;
}

} // namespace yanbao::layout
