#include "yanbao/facts/theme_chunks.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::han::enumeration_comma;
using text::Atoms;
using text::Range;

constexpr std::uint32_t longest_chunk_bracket =
    300; ///< what is not closed within so many atoms is a stray sign
constexpr std::uint32_t longest_cut_bracket = 20;
constexpr int deepest_bracket = 6; ///< and what is nested deeper is ornament

constexpr char32_t black_opening = U'\u3010', black_closing = U'\u3011'; ///< around names, as quotes

std::uint32_t black_closing_of(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const std::uint32_t last = std::min(end, at + longest_chunk_bracket);
    for (std::uint32_t i = at + 1; i < last; ++i)
        if (atoms.cp[i] == black_closing) return i;
    return at;
}

// Words before black brackets that hold several parts.
bool is_group(const Atoms& atoms, const Chunk& chunk, std::uint32_t at, std::uint32_t close) {
    if (chunk.words.begin == at || !chunk.bracket.empty() || close == at) return false;
    return atoms.view({at, close}).find(enumeration_comma) != std::u32string_view::npos;
}

char32_t closing_of(char32_t c) {
    switch (c) {
    case U'(': return U')';
    case U'[': return U']';
    case U'\u300A': return U'\u300B';
    default: return 0;
    }
}

} // namespace

std::uint32_t behind_bracket(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    const char32_t open = atoms.cp[at], close = closing_of(open);
    if (close == 0) return at;
    const std::uint32_t last = std::min(end, at + longest_chunk_bracket);
    int depth = 0;
    for (std::uint32_t i = at; i < last; ++i) {
        depth += atoms.cp[i] == open ? 1 : 0;
        if (depth > deepest_bracket) return at;
        if (atoms.cp[i] == close && --depth == 0) return i + 1;
    }
    return at;
}

std::vector<Chunk> chunks_of(const Atoms& atoms, Range r) {
    std::vector<Chunk> chunks;
    Chunk chunk{{r.begin, r.begin}, {}, false, false};
    const auto close = [&](std::uint32_t at, std::uint32_t next, bool paused) {
        chunk.words.end = chunk.bracket.empty() ? at : chunk.words.end;
        if (!chunk.words.empty()) chunks.push_back(chunk);
        const bool joined = next < r.end && (atoms.cp[next] == U'+' || atoms.cp[next] == U'/');
        chunk = {{next, next}, {}, joined, paused};
    };
    std::uint32_t at = r.begin;
    while (at < r.end) {
        if (atoms.cp[at] == enumeration_comma) {
            close(at, at + 1, true);
            ++at;
            continue;
        }
        if (atoms.cp[at] == black_opening) {
            const std::uint32_t end = black_closing_of(atoms, at, r.end);
            if (is_group(atoms, chunk, at, end)) { // the chain of X [A, B]: a theme and its companies
                chunk.words.end = at;
                chunk.bracket = {at + 1, end};
                close(end + 1, end + 1, true);
                at = end + 1;
                continue;
            }
            if (chunk.words.begin == at) ++chunk.words.begin;
            ++at;
            continue;
        }
        if (atoms.cp[at] == black_closing) { // [A][B]
            close(at, at + 1, true);
            ++at;
            continue;
        }
        const std::uint32_t behind = behind_bracket(atoms, at, r.end);
        if (behind == at) {
            const bool unclosed =
                atoms.cp[at] == U'(' && at > chunk.words.begin && r.end - at <= longest_cut_bracket;
            if (unclosed && atoms.view({at, r.end}).find(enumeration_comma) == std::u32string_view::npos) {
                close(at, r.end, false); // a bracket that the end of a page cuts
                return chunks;
            }
            ++at;
            continue;
        }
        if (atoms.cp[at] == U'(' && at > chunk.words.begin) { // what follows the bracket is a part of its own
            chunk.words.end = at;
            chunk.bracket = {at + 1, behind - 1};
            if (behind < r.end && atoms.cp[behind] != enumeration_comma) close(behind, behind, false);
        }
        at = behind;
    }
    close(r.end, r.end, false);
    return chunks;
}

std::optional<Stop> stop_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    switch (atoms.cp[at]) {
    case U',': return Stop::comma;
    case U';': return Stop::semicolon;
    case U':': return Stop::colon;
    case U'\u3002':
    case U'!':
    case U'?': return Stop::full;
    case U'.': break;
    default: return std::nullopt;
    }
    // A point behind Chinese ends a sentence, but for names as X.AI; behind letters and digits it is part of them.
    const auto latin = [](char32_t c) {
        return lexicon::is_ascii_letter(c) || lexicon::is_digit(c) || c == U'.';
    };
    if (at == 0 || latin(atoms.cp[at - 1])) return std::nullopt;
    const bool word_follows = at + 1 < end &&
                              (lexicon::is_ascii_letter(atoms.cp[at + 1]) || atoms.cp[at + 1] == U'.') &&
                              !atoms.has(at + 1, text::flag::gap | text::flag::line_start);
    if (!word_follows) return Stop::full;
    return std::nullopt;
}

} // namespace yanbao::facts
