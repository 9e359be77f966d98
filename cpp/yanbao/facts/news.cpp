#include "yanbao/facts/news.hpp"

#include "yanbao/facts/section.hpp"
#include "yanbao/lexicon/characters.hpp"

#include <set>
#include <tuple>

namespace yanbao::facts {

namespace {

using lexicon::han::full_stop;
using text::Range;

constexpr std::uint32_t longest_source_rest = 12; ///< in atoms, of a source's second half
constexpr std::u32string_view sentence_ends = U"\u3002!?;";

bool is_opening(char32_t c) { return c == U'(' || c == U'[' || c == U'\u3010'; }
bool is_closing(char32_t c) { return c == U')' || c == U']' || c == U'\u3011'; }

// A source that a page cuts in two has a second part.
struct Source {
    Range name;
    Range rest;
};

Range until_closed(const Context& context, Range r) {
    const auto& atoms = context.document.atoms;
    std::uint32_t end = r.begin, depth = 0;
    for (; end < r.end; ++end) {
        const char32_t c = atoms.cp[end];
        if (c == full_stop || (is_closing(c) && depth == 0)) break;
        if (is_opening(c)) ++depth;
        if (is_closing(c)) --depth;
    }
    return {r.begin, end};
}

// "(source: X)", or, where it need not be `bracketed`, "source: X" behind a sentence; the last one of a text.
Source source_in(const Context& context, lexicon::CategoryId label, const Entry& entry, std::size_t k,
                 bool bracketed) {
    const auto& atoms = context.document.atoms;
    const Range body = entry.body[k];
    const auto hits = context.document.hits_in(label, body);
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
        if (hit->end + 1 >= body.end || atoms.cp[hit->end] != U':') continue;
        const char32_t before = hit->begin > body.begin ? atoms.cp[hit->begin - 1] : full_stop;
        const bool of_figures =
            context.lexicon.key(label, hit->key) != "source"; // what stands under a picture
        if (!is_opening(before) &&
            (bracketed || of_figures || sentence_ends.find(before) == sentence_ends.npos))
            continue;
        Source source{until_closed(context, {hit->end + 1, body.end}), {}};
        if (is_opening(before) && source.name.end == body.end && k + 1 < entry.body.size())
            source.rest = until_closed(context, entry.body[k + 1]);
        if (source.rest.size() > longest_source_rest) source.rest = {};
        source.name = text::unquoted(atoms, without_stops(atoms, source.name));
        return source;
    }
    return {};
}

Source source_of(const Context& context, lexicon::CategoryId label, const Entry& entry) {
    for (const bool bracketed : {true, false})
        for (std::size_t k = 0; k < entry.body.size(); ++k)
            if (const Source source = source_in(context, label, entry, k, bracketed); !source.name.empty())
                return source;
    return {};
}

} // namespace

void read_news(const Context& context, Facts& facts) {
    const auto label = context.lexicon.find_category("news_source");
    if (!label) return;
    const auto vouched = [&](const Entry& entry) { return !source_of(context, *label, entry).name.empty(); };
    std::set<std::tuple<std::optional<std::int64_t>, std::string, std::string>>
        seen; // a cover may list them, too
    for (const Section& section : sections_of(context, "news")) {
        for (const Entry& entry : entries_of(context, section, vouched)) {
            const Source source = source_of(context, *label, entry);
            const auto& document = context.document;
            News row;
            row.no = entry.no;
            row.title = document.printed(entry.headline) + document.printed(entry.headline_rest);
            row.source = document.printed(source.name) + document.printed(source.rest);
            row.at = context.span(entry.headline);
            note_field(row, "title", context, entry.headline);
            note_field(row, "title", context, entry.headline_rest);
            note_field(row, "source", context, source.name);
            note_field(row, "source", context, source.rest);
            if (seen.emplace(row.no, row.title, row.source).second) facts.news.push_back(std::move(row));
        }
    }
}

} // namespace yanbao::facts
