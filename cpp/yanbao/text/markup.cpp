#include "yanbao/text/markup.hpp"

#include "yanbao/base/ascii.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace yanbao::text {

namespace {

using Kind = Markup::Kind;

constexpr std::size_t longest_tag = 1024, longest_entity = 12, longest_formula = 200, longest_circled = 40;

struct Named {
    std::string_view name;
    char32_t cp;
};

constexpr Named entities[] = {
    {"amp", U'&'},      {"lt", U'<'},      {"gt", U'>'},      {"quot", U'"'},    {"apos", U'\''},
    {"nbsp", U' '},     {"ensp", U' '},    {"emsp", U' '},    {"thinsp", U' '},  {"minus", 0x2212},
    {"ndash", 0x2013},  {"mdash", 0x2014}, {"times", 0xD7},   {"middot", 0xB7},  {"bull", 0x2022},
    {"hellip", 0x2026}, {"yen", 0xA5},     {"euro", 0x20AC},  {"pound", 0xA3},   {"reg", 0xAE},
    {"trade", 0x2122},  {"plusmn", 0xB1},  {"le", 0x2264},    {"ge", 0x2265},    {"permil", 0x2030},
    {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"uarr", 0x2191},
    {"darr", 0x2193},   {"larr", 0x2190},  {"rarr", 0x2192},
};

constexpr Named commands[] = {
    {"sim", U'~'},           {"cdot", 0xB7},         {"times", 0xD7},        {"pm", 0xB1},
    {"ge", 0x2265},          {"geq", 0x2265},        {"geqslant", 0x2265},   {"le", 0x2264},
    {"leq", 0x2264},         {"leqslant", 0x2264},   {"bullet", 0x25CF},     {"uparrow", 0x2191},
    {"downarrow", 0x2193},   {"approx", 0x2248},     {"rightarrow", 0x2192}, {"to", 0x2192},
    {"circledcirc", 0x25CE}, {"circledast", 0x229B}, {"odot", 0x2299},       {"alpha", 0x3B1},
    {"beta", 0x3B2},         {"gamma", 0x3B3},       {"mu", 0x3BC},
};

/// They say how their argument looks, not what it is.
constexpr std::string_view wrappers[] = {
    "mathbf", "mathrm", "mathsf",     "mathit",       "mathcal", "mathbb", "mathtt", "boldsymbol",
    "pmb",    "text",   "textbf",     "textit",       "textrm",  "textsf", "bf",     "rm",
    "sf",     "it",     "scriptsize", "displaystyle", "left",    "right",
};

struct TagName {
    std::string_view name;
    Kind open, close;
};
// A raised or lowered figure is no digit of the number before it, hence blank.
constexpr TagName tags[] = {
    {"b", Kind::bold_on, Kind::bold_off},    {"strong", Kind::bold_on, Kind::bold_off},
    {"em", Kind::nothing, Kind::nothing},    {"i", Kind::nothing, Kind::nothing},
    {"u", Kind::nothing, Kind::nothing},     {"s", Kind::nothing, Kind::nothing},
    {"span", Kind::nothing, Kind::nothing},  {"font", Kind::nothing, Kind::nothing},
    {"small", Kind::nothing, Kind::nothing}, {"big", Kind::nothing, Kind::nothing},
    {"mark", Kind::nothing, Kind::nothing},  {"sup", Kind::blank, Kind::blank},
    {"sub", Kind::blank, Kind::blank},       {"br", Kind::blank, Kind::blank},
    {"p", Kind::blank, Kind::blank},         {"div", Kind::blank, Kind::blank},
    {"center", Kind::blank, Kind::blank},    {"a", Kind::nothing, Kind::nothing},
    {"img", Kind::nothing, Kind::nothing},   {"code", Kind::nothing, Kind::nothing},
    {"ins", Kind::nothing, Kind::nothing},   {"del", Kind::nothing, Kind::nothing},
    {"label", Kind::nothing, Kind::nothing}, {"wbr", Kind::nothing, Kind::nothing},
    {"button", Kind::blank, Kind::blank},    {"input", Kind::blank, Kind::blank},
    {"li", Kind::blank, Kind::blank},        {"ul", Kind::blank, Kind::blank},
    {"ol", Kind::blank, Kind::blank},        {"hr", Kind::blank, Kind::blank},
};

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

Markup made(Kind kind, char32_t cp, std::size_t bytes) {
    return {kind, cp, static_cast<std::uint32_t>(bytes)};
}
Markup character(char32_t cp, std::size_t bytes) {
    return lexicon::fold(cp) == lexicon::space ? made(Kind::blank, cp, bytes)
                                               : made(Kind::character, cp, bytes);
}

/// \\textcircled{\\scriptsize{3}}: a number in a circle, as one character.
std::optional<Markup> circled(std::string_view text) {
    constexpr std::string_view name = "\\textcircled";
    constexpr unsigned highest = 20;
    if (!text.starts_with(name)) return std::nullopt;
    std::size_t at = name.size();
    int depth = 0;
    unsigned number = 0;
    for (; at < text.size() && at < longest_circled; ++at) {
        if (is_ascii_digit(text[at]))
            number = std::min(number * 10 + static_cast<unsigned>(text[at] - '0'), highest + 1);
        else if (text[at] == '{')
            ++depth;
        else if (text[at] == '}' && --depth <= 0)
            break;
    }
    if (depth != 0 || at == text.size() || at == longest_circled || number == 0 || number > highest)
        return std::nullopt;
    return character(0x2460 + number - 1, at + 1);
}

std::optional<Markup> command(std::string_view text) {
    if (const auto number = circled(text)) return number;
    const auto end = std::find_if_not(
        text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(text.size(), 16)),
        is_letter);
    const std::string_view name = text.substr(1, static_cast<std::size_t>(end - text.begin()) - 1);
    for (const Named& command : commands)
        if (command.name == name) return character(command.cp, name.size() + 1);
    for (std::string_view wrapper : wrappers)
        if (wrapper == name) return made(Kind::argument, 0, name.size() + 1);
    return std::nullopt;
}

std::optional<Markup> entity(std::string_view text) {
    const std::size_t stop = text.substr(0, longest_entity).find(';');
    if (stop == text.npos || stop < 3) return std::nullopt;
    const std::string_view name = text.substr(1, stop - 1);
    if (name[0] != '#') {
        for (const Named& entity : entities)
            if (entity.name == name) return character(entity.cp, stop + 1);
        return std::nullopt;
    }
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    char32_t cp = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const char low = to_lower(c);
        if (is_ascii_digit(c))
            cp = cp * (hex ? 16 : 10) + static_cast<char32_t>(c - '0');
        else if (hex && low >= 'a' && low <= 'f')
            cp = cp * 16 + static_cast<char32_t>(low - 'a' + 10);
        else
            return std::nullopt;
        if (cp > 0x10FFFF) return std::nullopt;
    }
    if (name.size() == (hex ? 2u : 1u) || cp < 0x20 || (cp >= 0xD800 && cp <= 0xDFFF)) return std::nullopt;
    if (lexicon::fold(cp) == lexicon::dropped) return made(Kind::nothing, cp, stop + 1);
    return character(cp, stop + 1);
}

std::optional<Markup> tag(std::string_view text) {
    const bool closes = text.size() > 1 && text[1] == '/';
    const std::size_t begin = closes ? 2 : 1;
    std::size_t end = begin;
    std::array<char, 8> name{};
    while (end < text.size() && end - begin < name.size() && is_letter(text[end])) {
        name[end - begin] = to_lower(text[end]);
        ++end;
    }
    const auto known = std::find_if(std::begin(tags), std::end(tags), [&](const TagName& t) {
        return t.name == std::string_view(name.data(), end - begin);
    });
    if (known == std::end(tags) || end == text.size() || is_letter(text[end]) || is_ascii_digit(text[end]))
        return std::nullopt;
    const std::size_t stop = text.substr(0, longest_tag).find_first_of("<>", end);
    if (stop == text.npos || text[stop] == '<') return std::nullopt;
    return made(closes ? known->close : known->open, 0, stop + 1);
}

} // namespace

std::optional<Markup> markup_at(std::string_view source, std::size_t at, std::size_t end) noexcept {
    const std::string_view text = source.substr(at, end - at);
    if (text.size() < 2) return std::nullopt;
    switch (text[0]) {
    case '\\':
        if (is_punctuation(text[1])) return character(static_cast<unsigned char>(text[1]), 2);
        return is_letter(text[1]) ? command(text) : std::nullopt;
    case '&': return entity(text);
    case '<': return tag(text);
    default: return std::nullopt;
    }
}

std::size_t formula_end(std::string_view source, std::size_t at, std::size_t end) noexcept {
    if (at > 0 && is_letter(source[at - 1])) return 0; // US$
    const std::string_view text = source.substr(0, std::min(end, at + longest_formula));
    std::size_t close = at;
    bool commands = false, plain = true;
    while (true) {
        close = text.find_first_of("$\\^_", close + 1);
        if (close == text.npos) return 0;
        if (text[close] == '$') break;
        commands = true;
        if (text[close] == '\\') ++close; // \$ is money
    }
    const std::string_view inner = text.substr(at + 1, close - at - 1);
    if (inner.empty() || inner.front() == ' ' || inner.back() == ' ') return 0;
    if (close + 1 < end && is_ascii_digit(source[close + 1])) return 0; // $5-$6
    for (const char c : inner)
        plain = plain &&
                (is_ascii_digit(c) || std::string_view(".,+-*/()<>=% ").find(c) != std::string_view::npos);
    return commands || plain ? close : 0;
}

Printed printed_at(std::string_view source, std::size_t at, char32_t folded) noexcept {
    if (at >= source.size()) return {folded, 0};
    if (source[at] == '\\' || source[at] == '&')
        if (const auto markup = markup_at(source, at, source.size());
            markup && markup->kind == Kind::character && lexicon::fold(markup->cp) == folded)
            return {markup->cp, markup->bytes};
    const auto [cp, bytes] = lexicon::decode(source, at);
    return {cp, bytes};
}

} // namespace yanbao::text
