// The way back: from atoms to the bytes that print them, and to what they look like.

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/atoms.hpp"
#include "yanbao/text/markup.hpp"

#include <algorithm>

namespace yanbao::text {

namespace {

constexpr std::size_t longest_cut = 1024; ///< bytes between two atoms that may still be one place

/// Bytes of a character that no markup writes; 0 where the long way must tell.
std::uint32_t plain_bytes(std::string_view source, std::uint32_t at) noexcept {
    if (at >= source.size()) return 0;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(source[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return lead == '\\' || lead == '&' ? 0 : 1;
    // E0 and ED have overlong forms and surrogates among theirs
    if (lead <= 0xE0 || lead == 0xED || lead >= 0xF0 || source.size() - at < 3) return 0;
    return (byte(at + 1) & 0xC0) == 0x80 && (byte(at + 2) & 0xC0) == 0x80 ? 3 : 0;
}

std::uint32_t end_of(const Atoms& atoms, std::string_view source, std::uint32_t atom) noexcept {
    if (const std::uint32_t bytes = plain_bytes(source, atoms.src[atom])) return atoms.src[atom] + bytes;
    return atoms.src[atom] + printed_at(source, atoms.src[atom], atoms.cp[atom]).bytes;
}

/// Whether nothing but white space and marks stands between two atoms.
bool is_unprinted(std::string_view between) noexcept {
    if (between.size() > longest_cut) return false;
    for (std::size_t at = 0; at < between.size();) {
        const char c = between[at];
        if (const auto markup = markup_at(between, at, between.size());
            markup && markup->kind != Markup::Kind::character) {
            at += markup->bytes;
        } else if (c == '\\' && at + 1 < between.size() &&
                   std::string_view(",;:! ").find(between[at + 1]) != std::string_view::npos) {
            at += 2; // a thin space of a formula
        } else if (c == '<') {
            at = between.find('>', at); // a tag of a table
            if (at == between.npos) return false;
            ++at;
        } else if (static_cast<unsigned char>(c) < 0x80) {
            if (c > ' ' && std::string_view("*_$^{}#|>\x7F").find(c) == std::string_view::npos) return false;
            ++at;
        } else {
            const auto [cp, bytes] = lexicon::decode(between, at);
            if (const char32_t f = lexicon::fold(cp); f != lexicon::space && f != lexicon::dropped)
                return false;
            at += bytes;
        }
    }
    return true;
}

bool follows_far(const Atoms& atoms, std::string_view source, std::uint32_t atom) noexcept {
    const std::uint32_t end = end_of(atoms, source, atom - 1), next = atoms.src[atom];
    return end == next || (end < next && is_unprinted(source.substr(end, next - end)));
}

/// The common case by the distance alone: what takes fewer bytes than this is no markup.
inline bool follows(const Atoms& atoms, std::string_view source, std::uint32_t atom) noexcept {
    const std::uint32_t apart = atoms.src[atom] - atoms.src[atom - 1];
    return apart == 1 || (apart == 3 && atoms.cp[atom - 1] >= 0x800) || follows_far(atoms, source, atom);
}

/// Printed as wide as a Chinese character: no space stands beside it at a line break.
bool is_wide(const Atoms& atoms, std::uint32_t atom) noexcept {
    const char32_t c = atoms.cp[atom];
    return lexicon::is_cjk(c) || (c >= 0x3000 && c <= 0x30FF) ||
           (atoms.has(atom, flag::folded) && c < 0x80 && c != U'-');
}
bool is_numeric(char32_t c) noexcept { return lexicon::is_digit(c) || c == U'.' || c == U',' || c == U'%'; }

bool spaced(const Atoms& atoms, std::uint32_t atom) noexcept {
    const bool wide = is_wide(atoms, atom - 1), wide_next = is_wide(atoms, atom);
    if (!atoms.has(atom, flag::line_start)) return atoms.has(atom, flag::gap);
    if (atoms.has(atom, flag::gap)) return !(wide && wide_next);
    return !wide && !wide_next && !(is_numeric(atoms.cp[atom - 1]) && is_numeric(atoms.cp[atom]));
}

std::string print(const Atoms& atoms, std::string_view source, Range r, bool with_spaces) {
    std::string out;
    constexpr std::uint32_t short_text = 15; // bytes that a string holds in itself, where they are ASCII
    if (r.size() > short_text) out.reserve(r.size() * 3);
    for (std::uint32_t i = r.begin; i < r.end;) {
        if (with_spaces && i > r.begin && spaced(atoms, i)) out += ' ';
        const std::uint32_t from = atoms.src[i];
        std::uint32_t at = from; // what is printed without a break is copied whole
        do {
            const std::uint32_t bytes = plain_bytes(source, at);
            if (bytes == 0) break;
            at += bytes;
            ++i;
        } while (i < r.end && atoms.src[i] == at);
        out.append(source, from, at - from);
        if (at == from) {
            lexicon::encode(printed_at(source, from, atoms.cp[i]).cp, out);
            ++i;
        }
    }
    return out;
}

} // namespace

Span span_of(const Atoms& atoms, std::string_view source, Range r) noexcept {
    if (r.empty()) return {};
    const std::uint32_t first = atoms.src[r.begin], last = atoms.src[r.end - 1];
    if (first <= last) return {first, end_of(atoms, source, r.end - 1)};
    return {last, end_of(atoms, source, r.begin)}; // moved by the layout
}

std::vector<Span> spans_of(const Atoms& atoms, std::string_view source, Range r) {
    std::vector<Span> out;
    for (std::uint32_t i = r.begin; i < r.end; ++i) {
        if (i > r.begin && follows(atoms, source, i)) continue;
        if (i > r.begin) out.back().end = end_of(atoms, source, i - 1);
        out.push_back({atoms.src[i], 0});
    }
    if (!r.empty()) out.back().end = end_of(atoms, source, r.end - 1);
    return out;
}

std::optional<Span> lone_span(const Atoms& atoms, std::string_view source, Range r) {
    if (r.empty()) return std::nullopt;
    for (std::uint32_t i = r.begin + 1; i < r.end; ++i)
        if (!follows(atoms, source, i)) return std::nullopt;
    return Span{atoms.src[r.begin], end_of(atoms, source, r.end - 1)};
}

std::string printed(const Atoms& atoms, std::string_view source, Range r) {
    return print(atoms, source, r, true);
}
std::string squeezed(const Atoms& atoms, std::string_view source, Range r) {
    return print(atoms, source, r, false);
}

} // namespace yanbao::text
