#include "yanbao/layout/html_tag.hpp"

#include <algorithm>
#include <iterator>

namespace yanbao::layout {

namespace {

constexpr std::size_t longest_html_tag = 2048;
constexpr std::size_t longest_hidden = 1 << 13; ///< bytes of a comment or script that a text holds
constexpr std::uint32_t most_span = 65534;      ///< of the standard

struct KnownTag {
    std::string_view word;
    TagName name;
};
constexpr KnownTag known_tags[] = {
    {"table", TagName::table},   {"tr", TagName::row},          {"td", TagName::cell},
    {"th", TagName::cell},       {"thead", TagName::section},   {"tbody", TagName::section},
    {"tfoot", TagName::section}, {"caption", TagName::caption},
};

/// What a browser shows on a line of its own.
constexpr std::string_view block_words[] = {
    "address", "article", "aside",  "blockquote", "body",    "br",     "center", "dd", "div",        "dl",
    "dt",      "figure",  "footer", "form",       "header",  "hr",     "html",   "li", "main",       "nav",
    "ol",      "option",  "p",      "pre",        "section", "select", "title",  "ul", "figcaption",
};

constexpr bool is_tag_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_tag_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool is_attribute_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\\';
}

bool same_word(std::string_view a, std::string_view lower) {
    return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                      [](char x, char y) { return lowered(x) == y; });
}

bool starts_with_word(std::string_view text, std::string_view lower) {
    return text.size() > lower.size() && same_word(text.substr(0, lower.size()), lower);
}

// colspan="3", COLSPAN = 3; 0 and what is no number are 1
std::uint32_t span_of_attribute(std::string_view attributes, std::string_view name) {
    auto at = attributes.begin();
    while (true) { // its name stands behind a blank, so that it is not the end of another's
        const auto found = std::search(at, attributes.end(), name.begin(), name.end(),
                                       [](char x, char y) { return lowered(x) == y; });
        if (found == attributes.end()) return 1;
        at = found + static_cast<std::ptrdiff_t>(name.size());
        if (found != attributes.begin() && is_attribute_blank(*(found - 1))) break;
    }
    while (at != attributes.end() && (*at == ' ' || *at == '=' || *at == '"' || *at == '\'' || *at == '\\'))
        ++at;
    std::uint32_t value = 0;
    for (; at != attributes.end() && is_tag_digit(*at); ++at)
        value = std::min(value * 10 + static_cast<std::uint32_t>(*at - '0'), most_span);
    return std::max(value, 1u);
}

// <script ...> or </script >, but not <scripts>
bool starts_with_tag(std::string_view text, std::string_view opening, std::string_view word) {
    if (!text.starts_with(opening)) return false;
    const std::string_view rest = text.substr(opening.size());
    return starts_with_word(rest, word) && !is_tag_letter(rest[word.size()]) &&
           !is_tag_digit(rest[word.size()]);
}

// h1 to h6
std::uint8_t heading_level(std::string_view word) {
    const bool heading = word.size() == 2 && lowered(word[0]) == 'h' && word[1] >= '1' && word[1] <= '6';
    return heading ? static_cast<std::uint8_t>(word[1] - '0') : std::uint8_t{0};
}

} // namespace

std::size_t hidden_end(std::string_view source, std::size_t at) noexcept {
    const std::string_view text = source.substr(at);
    if (text.starts_with("<!--")) {
        const std::size_t close = text.find("-->", 4);
        return close == text.npos ? text.npos : at + close + 3;
    }
    constexpr std::string_view hiding[] = {"script", "style", "title"};
    for (const std::string_view word : hiding) {
        if (!starts_with_tag(text, "<", word)) continue;
        for (std::size_t end = text.find("</", 1); end != text.npos; end = text.find("</", end + 2))
            if (starts_with_tag(text.substr(end), "</", word)) {
                const std::size_t close = text.find('>', end);
                return close == text.npos ? text.npos : at + close + 1;
            }
        return text.npos;
    }
    return 0;
}

namespace {
// Where a text is no page, what a script would hide has a bound.
std::size_t short_hidden_end(std::string_view source, std::size_t at) noexcept {
    const std::size_t end = hidden_end(source.substr(0, at + longest_hidden), at);
    return end == source.npos ? 0 : end;
}
} // namespace

std::optional<HtmlTag> html_tag_at(std::string_view source, std::size_t at) noexcept {
    const std::string_view text = source.substr(at, longest_html_tag);
    if (text.size() < 3) return std::nullopt;
    HtmlTag tag;
    if (const std::size_t end = short_hidden_end(source, at); end > 0) {
        tag.end = end;
        return tag;
    }
    tag.closes = text[1] == '/';
    const std::size_t begin = tag.closes ? 2 : 1;
    const bool declaration = text[1] == '!';
    if (!declaration && !is_tag_letter(text[begin])) return std::nullopt;
    const std::size_t stop = text.find_first_of("<>", begin);
    if (stop == text.npos || text[stop] == '<') return std::nullopt;
    tag.end = at + stop + 1;
    const std::string_view inside = text.substr(begin, stop - begin);
    const auto word_end = std::find_if_not(inside.begin(), inside.end(),
                                           [](char c) { return is_tag_letter(c) || is_tag_digit(c); });
    const std::string_view word = inside.substr(0, static_cast<std::size_t>(word_end - inside.begin()));
    if (!tag.closes && !declaration) tag.showing = showing_of(inside.substr(word.size()));
    const auto known = std::find_if(std::begin(known_tags), std::end(known_tags),
                                    [&](const KnownTag& k) { return same_word(word, k.word); });
    if (known == std::end(known_tags)) {
        tag.level = heading_level(word);
        const bool block =
            tag.level > 0 || std::any_of(std::begin(block_words), std::end(block_words),
                                         [&](auto known_word) { return same_word(word, known_word); });
        if (block) tag.name = TagName::block;
        if (tag.closes) tag.level = 0;
        return tag;
    }
    tag.name = known->name;
    if (tag.name == TagName::cell && !tag.closes) {
        const std::string_view attributes = inside.substr(word.size());
        tag.column_span = span_of_attribute(attributes, "colspan");
        tag.row_span = span_of_attribute(attributes, "rowspan");
    }
    return tag;
}

std::size_t find_table_tag(std::string_view source, std::size_t from, bool closes) noexcept {
    const std::size_t name = closes ? 2 : 1;
    for (std::size_t at = source.find('<', from); at != source.npos; at = source.find('<', at + 1)) {
        if (const std::size_t end = short_hidden_end(source, at); end > 0) {
            at = end - 1;
            continue;
        }
        if (source.size() - at < 7 || (source[at + 1] == '/') != closes || lowered(source[at + name]) != 't')
            continue;
        const auto tag = html_tag_at(source, at);
        if (tag && tag->name == TagName::table) return at;
    }
    return source.npos;
}

} // namespace yanbao::layout
