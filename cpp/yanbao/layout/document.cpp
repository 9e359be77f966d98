#include "yanbao/layout/document.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/layout/assemble.hpp"
#include "yanbao/layout/cell_lines.hpp"
#include "yanbao/layout/classify.hpp"
#include "yanbao/layout/company_rows.hpp"
#include "yanbao/layout/picture_words.hpp"
#include "yanbao/layout/spaced_lines.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::layout {

std::string_view name(BlockKind kind) noexcept {
    switch (kind) {
    case BlockKind::heading: return "heading";
    case BlockKind::paragraph: return "paragraph";
    case BlockKind::item: return "item";
    case BlockKind::table: return "table";
    case BlockKind::caption: return "caption";
    case BlockKind::note: return "note";
    case BlockKind::contents: return "contents";
    case BlockKind::sidebar: return "sidebar";
    case BlockKind::furniture: return "furniture";
    }
    return "";
}

void Document::find_words(const lexicon::Lexicon& lexicon) {
    hits = lexicon.scan(atoms.cp, atoms.flags);
    hit_pages = PageBits(atoms.size(), hits);
}

std::uint32_t Document::line_of(std::uint32_t byte) const noexcept {
    const auto after = std::upper_bound(line_starts.begin(), line_starts.end(), byte);
    return static_cast<std::uint32_t>(after - line_starts.begin());
}

std::span<const lexicon::Hit> Document::search_hits(lexicon::CategoryId category,
                                                    text::Range r) const noexcept {
    const auto all = hits[category];
    const auto first =
        std::partition_point(all.begin(), all.end(), [&](const auto& h) { return h.begin < r.begin; });
    const auto last = std::partition_point(first, all.end(), [&](const auto& h) { return h.end <= r.end; });
    return {first, last};
}

namespace {

constexpr bool is_tail(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

void refuse_what_is_no_text(std::string_view source, const Limits& limits) {
    if (source.size() > limits.bytes) throw LimitExceeded("bytes", limits.bytes, source.size());
    for (std::size_t at = 0; at < source.size();) {
        const auto byte = static_cast<unsigned char>(source[at]);
        if (byte == 0) throw ParseError("text", at, "a NUL byte: this is no text");
        if (byte < 0x80) {
            ++at;
            continue;
        }
        if (byte >= 0xE1 && byte <= 0xEC && source.size() - at >= 3 && is_tail(source[at + 1]) &&
            is_tail(source[at + 2])) { // most of Chinese, without the detour
            at += 3;
            continue;
        }
        const auto [cp, bytes] = lexicon::decode(source, at);
        if (cp == 0xFFFD && bytes == 1) throw ParseError("text", at, "not UTF-8");
        at += bytes;
    }
}

} // namespace

Document read_text(std::string source, const lexicon::Lexicon& lexicon, const Limits& limits) {
    refuse_what_is_no_text(source, limits);
    Document document;
    document.source = std::move(source);
    Lines lines = split_lines(document.source, limits);
    gather_company_rows(lines, lexicon);
    gather_cell_lines(lines, lexicon);
    gather_spaced_lines(lines, lexicon);
    classify(lines, lexicon);
    document.line_starts.push_back(0);
    for (std::size_t at = document.source.find('\n'); at != std::string::npos;
         at = document.source.find('\n', at + 1))
        document.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
    document.findings = std::move(lines.findings);
    assemble(lines, lexicon, limits, document);
    set_picture_words_aside(document, lexicon);
    document.find_words(lexicon);
    return document;
}

} // namespace yanbao::layout
