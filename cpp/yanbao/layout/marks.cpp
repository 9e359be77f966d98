#include "yanbao/layout/marks.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

namespace yanbao::layout {

bool is_bullet(char32_t c) noexcept {
    return c == 0x25CF || c == U'\u25AA' || c == U'\u25BA' || c == U'\u25B6' || c == U'\u27A2' ||
           c == U'\u25C7' || c == U'\uF06C' || c == U'\uF0D8' || c == U'\uF06E' || c == U'\uF09F' ||
           c == U'\uF0B2' || c == U'\u25FE' || c == U'\u25A1' || c == U'\u25CB' || c == U'\u00B7' ||
           c == U'\u2022' || c == U'\u25A0' || c == U'\u25C6' || c == U'\u27A4' || c == U'\u2713' ||
           c == U'\u2714' || c == U'\u221A' || c == U'\u2605' || c == U'\u2606' || c == U'\u2756' ||
           c == U'\u25E6' || c == U'\u2023' || c == U'\uF0FC' || c == U'\uF075' || c == U'\uF0B7';
}

namespace {

using lexicon::is_digit;
using lexicon::han::enumeration_comma;
using text::Atoms;

constexpr std::u32string_view numerals =
    U"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"; // one to nine
constexpr char32_t ten = U'\u5341';

constexpr std::uint32_t most_bullets = 4; // deeper nesting is ornament

bool is_closing(char32_t c) { return c == U')' || c == U'\u3011' || c == U']'; }
bool is_opening(char32_t c) { return c == U'(' || c == U'['; }

bool is_bullet_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const char32_t c = atoms.cp[at];
    const bool dash =
        (c == U'-' || c == U'*' || c == U'+') && at + 1 < end && atoms.has(at + 1, text::flag::gap);
    return dash || is_bullet(c);
}

struct Digits {
    std::int32_t value = 0;
    std::uint32_t end = 0;
};
Digits digits_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    Digits d{0, at};
    while (d.end < end && d.end - at < 3 && is_digit(atoms.cp[d.end]) &&
           (d.end == at || !atoms.has(d.end, text::flag::gap)))
        d.value = d.value * 10 + static_cast<std::int32_t>(atoms.cp[d.end++] - U'0');
    return d;
}

Mark numbered(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const Digits first = digits_at(atoms, at, end);
    if (first.end == at || first.end >= end) return {};
    const char32_t after = atoms.cp[first.end];
    if (after == enumeration_comma || is_closing(after))
        return {MarkKind::number, first.value, 1, first.end + 1};
    if (after != U'.') return {};
    // 2.1. and 2.1 are section numbers where text follows; 2.15 of something is a quantity, so a part is short
    Mark mark{MarkKind::number, first.value, 1, first.end + 1};
    std::uint32_t behind = first.end + 1;
    if (behind >= end || !is_digit(atoms.cp[behind]) || atoms.has(behind, text::flag::gap)) return mark;
    mark.kind = MarkKind::section;
    while (behind < end && is_digit(atoms.cp[behind]) && mark.depth < 5) {
        const Digits part = digits_at(atoms, behind, end);
        if (part.end - behind > 2) return {};
        mark.number = part.value;
        ++mark.depth;
        behind = mark.end = part.end;
        if (behind < end && atoms.cp[behind] == U'.') mark.end = ++behind;
    }
    const bool text_follows = mark.end < end && !is_digit(atoms.cp[mark.end]) && atoms.cp[mark.end] != U'%' &&
                              (atoms.cp[mark.end - 1] == U'.' || atoms.has(mark.end, text::flag::gap));
    return text_follows ? mark : Mark{};
}

Mark chinese(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    std::size_t length = 0;
    const std::int32_t value = chinese_number(atoms.view({at, end}), 0, length);
    const auto behind = at + static_cast<std::uint32_t>(length);
    if (value == 0 || behind >= end || (atoms.cp[behind] != enumeration_comma && atoms.cp[behind] != U'.'))
        return {};
    return {MarkKind::chinese, value, 1, behind + 1};
}

Mark bracketed(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    if (!is_opening(atoms.cp[at])) return {};
    const Digits d = digits_at(atoms, at + 1, end);
    if (d.end > at + 1 && d.end < end && is_closing(atoms.cp[d.end]))
        return {MarkKind::bracketed, d.value, 2, d.end + 1};
    std::size_t length = 0;
    const std::int32_t value = chinese_number(atoms.view({at, end}), 1, length);
    const auto behind = at + 1 + static_cast<std::uint32_t>(length);
    if (value == 0 || behind >= end || !is_closing(atoms.cp[behind])) return {};
    return {MarkKind::chinese_bracketed, value, 2, behind + 1};
}

} // namespace

std::int32_t chinese_number(std::u32string_view text, std::size_t at, std::size_t& length) {
    const auto digit = [&](std::size_t i) -> std::int32_t {
        if (i >= text.size()) return 0;
        const auto found = numerals.find(text[i]);
        return found == numerals.npos ? 0 : static_cast<std::int32_t>(found) + 1;
    };
    length = 0;
    std::int32_t value = digit(at);
    std::size_t i = at + (value > 0 ? 1 : 0);
    if (i < text.size() && text[i] == ten) {
        value = (value > 0 ? value : 1) * 10;
        ++i;
        if (const std::int32_t ones = digit(i); ones > 0) {
            value += ones;
            ++i;
        }
    }
    length = i - at;
    return value;
}

Mark mark_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const std::uint32_t first = at;
    while (at < end && at - first < most_bullets && is_bullet_at(atoms, at, end)) ++at;
    const Mark bullet = at > first ? Mark{MarkKind::bullet, -1, 1, at} : Mark{};
    if (at >= end) return bullet;
    const char32_t c = atoms.cp[at];
    Mark mark;
    if (is_digit(c))
        mark = numbered(atoms, at, end);
    else if (c >= U'\u2460' && c <= U'\u2473')
        mark = {MarkKind::circled, static_cast<std::int32_t>(c - U'\u2460') + 1, 2, at + 1};
    else if (is_opening(c))
        mark = bracketed(atoms, at, end);
    else
        mark = chinese(atoms, at, end);
    const bool counts = mark.kind != MarkKind::none && (at == first || mark.kind != MarkKind::section);
    return counts ? mark : bullet;
}

} // namespace yanbao::layout
