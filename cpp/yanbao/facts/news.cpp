#include "yanbao/facts/news.hpp"

#include "yanbao/facts/section.hpp"

namespace yanbao::facts {

namespace {

using text::Range;

constexpr char32_t full_stop = U'\u3002';
constexpr std::u32string_view sentence_ends = U"\u3002!?;";

bool is_opening(char32_t c) { return c == U'(' || c == U'[' || c == U'\u3010'; }
bool is_closing(char32_t c) { return c == U')' || c == U']' || c == U'\u3011'; }

// "(source: X)", or, where it need not be `bracketed`, "source: X" behind a sentence; the last one of a text.
Range source_in(const Context& context, lexicon::CategoryId label, Range body, bool bracketed) {
    const auto& atoms = context.document.atoms;
    const auto hits = context.document.hits_in(label, body);
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
        if (hit->end + 1 >= body.end || atoms.cp[hit->end] != U':') continue;
        const char32_t before = hit->begin > body.begin ? atoms.cp[hit->begin - 1] : full_stop;
        const bool of_figures = context.lexicon.key(label, hit->key) != "source"; // what stands under a picture
        if (!is_opening(before) && (bracketed || of_figures || sentence_ends.find(before) == sentence_ends.npos))
            continue;
        Range source{hit->end + 1, hit->end + 1};
        std::uint32_t depth = 0;
        while (source.end < body.end) {
            const char32_t c = atoms.cp[source.end];
            if (c == full_stop || (is_closing(c) && depth == 0)) break;
            if (is_opening(c)) ++depth;
            if (is_closing(c)) --depth;
            ++source.end;
        }
        return text::unquoted(atoms, without_stops(atoms, source));
    }
    return {};
}

Range source_of(const Context& context, lexicon::CategoryId label, const Entry& entry) {
    for (const bool bracketed : {true, false})
        for (const Range body : entry.body)
            if (const Range source = source_in(context, label, body, bracketed); !source.empty()) return source;
    return {};
}

} // namespace

void read_news(const Context& context, Facts& facts) {
    const auto label = context.lexicon.find_category("news_source");
    if (!label) return;
    const auto vouched = [&](const Entry& entry) { return !source_of(context, *label, entry).empty(); };
    for (const Section& section : sections_of(context, "news")) {
        for (const Entry& entry : entries_of(context, section, vouched)) {
            const Range source = source_of(context, *label, entry);
            News row;
            row.no = entry.no;
            row.title = context.document.printed(entry.headline);
            row.source = context.document.printed(source);
            row.at = context.span(entry.headline);
            note_field(row, "title", context, entry.headline);
            if (!source.empty()) note_field(row, "source", context, source);
            facts.news.push_back(std::move(row));
        }
    }
}

} // namespace yanbao::facts
