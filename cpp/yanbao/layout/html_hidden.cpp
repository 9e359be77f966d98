#include "yanbao/layout/html_hidden.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr std::size_t longest_hidden_element = 1 << 16; ///< bytes that are looked through for its end

constexpr char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_blank_between(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\\' || c == '/';
}
constexpr bool is_letter_of_tag(char c) {
    const char s = small_letter(c);
    return (s >= 'a' && s <= 'z') || (s >= '0' && s <= '9');
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return small_letter(x) == small_letter(y); });
}

// Of a style: `name: value`, with blanks or none.
bool declares(std::string_view style, std::string_view name, std::string_view value) {
    for (std::size_t at = 0; at < style.size();) {
        const std::size_t end = std::min(style.find(';', at), style.size());
        std::string_view one = style.substr(at, end - at);
        at = end + 1;
        const std::size_t colon = one.find(':');
        if (colon == one.npos) continue;
        const auto trimmed = [](std::string_view text) {
            while (!text.empty() && is_blank_between(text.front())) text.remove_prefix(1);
            while (!text.empty() && is_blank_between(text.back())) text.remove_suffix(1);
            return text;
        };
        std::string_view said = trimmed(one.substr(colon + 1));
        if (const std::size_t mark = said.find('!'); mark != said.npos) said = trimmed(said.substr(0, mark));
        if (same_letters(trimmed(one.substr(0, colon)), name) && same_letters(said, value)) return true;
    }
    return false;
}

} // namespace

Showing showing_of(std::string_view attributes) noexcept {
    Showing found = Showing::shown;
    std::size_t at = 0;
    while (at < attributes.size()) {
        while (at < attributes.size() && is_blank_between(attributes[at])) ++at;
        const std::size_t begin = at;
        while (at < attributes.size() && !is_blank_between(attributes[at]) && attributes[at] != '=') ++at;
        const std::string_view name = attributes.substr(begin, at - begin);
        std::size_t next = at;
        while (next < attributes.size() && is_blank_between(attributes[next])) ++next;
        std::string_view value;
        if (next < attributes.size() && attributes[next] == '=') {
            ++next;
            while (next < attributes.size() && is_blank_between(attributes[next])) ++next;
            const char quote = next < attributes.size() ? attributes[next] : ' ';
            const bool quoted = quote == '"' || quote == '\'';
            const std::size_t from = next + (quoted ? 1 : 0);
            std::size_t end = from;
            while (end < attributes.size() &&
                   (quoted ? attributes[end] != quote : !is_blank_between(attributes[end])))
                ++end;
            value = attributes.substr(std::min(from, attributes.size()), end - from);
            at = std::min(end + 1, attributes.size());
        } else if (name.empty()) {
            ++at; // a stray sign
        }
        const bool style = same_letters(name, "style");
        if (same_letters(name, "hidden") || (style && declares(value, "display", "none")))
            return Showing::gone;
        if (style && (declares(value, "visibility", "hidden") || declares(value, "visibility", "collapse")))
            found = Showing::blank;
    }
    return found;
}

std::size_t hidden_element_end(std::string_view source, std::size_t at, std::size_t tag_end) noexcept {
    std::size_t word_end = at + 1;
    while (word_end < source.size() && is_letter_of_tag(source[word_end])) ++word_end;
    const std::string_view word = source.substr(at + 1, word_end - at - 1);
    if (word.empty()) return tag_end;
    const std::string_view text = source.substr(0, tag_end + longest_hidden_element);
    std::size_t depth = 1;
    for (std::size_t i = text.find('<', tag_end); i != text.npos; i = text.find('<', i + 1)) {
        const bool closes = i + 1 < text.size() && text[i + 1] == '/';
        const std::size_t from = i + (closes ? 2 : 1);
        const std::size_t behind = from + word.size();
        if (behind >= text.size() || !same_letters(text.substr(from, word.size()), word) ||
            is_letter_of_tag(text[behind]))
            continue;
        depth = closes ? depth - 1 : depth + 1;
        if (depth > 0) continue;
        const std::size_t end = text.find('>', behind);
        return end == text.npos ? tag_end : end + 1;
    }
    return tag_end;
}

} // namespace yanbao::layout
