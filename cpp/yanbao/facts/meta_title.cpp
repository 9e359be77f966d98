#include "yanbao/facts/meta_title.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;

constexpr std::uint32_t least_letters = 10;
constexpr std::uint32_t least_of_a_title = 4;             ///< characters that are no label
constexpr std::u32string_view not_in_titles = U"\u3002_"; ///< sentences, field names of a template

// A label, a colon and what it labels: a day, a price, a rating, past issues.
bool is_label_line(const Context& context, text::Range r) {
    for (const auto category : {"published_label", "price_label", "rating_label", "reference_heading"}) {
        const Words labels(context, category);
        if (const auto label = labels.at(r.begin, r.end);
            label && label->end < r.end && context.document.atoms.cp[label->end] == U':')
            return true;
    }
    return false;
}

// Words that are no sentence, no label and no page furniture.
bool may_be_title(const Context& context, const CoverLine& line) {
    const Block& block = context.document.blocks[line.block];
    if (block.kind != BlockKind::heading && block.kind != BlockKind::paragraph &&
        block.kind != BlockKind::item)
        return false;
    if (!block.mark.empty() && block.kind == BlockKind::item) return false;
    if (context.document.view(line.body).find_first_of(not_in_titles) != std::u32string_view::npos)
        return false;
    if (context.document.atoms.cp[line.whole.end - 1] == lexicon::han::full_stop) return false; // prose
    if (Words(context, "furniture").any_in(line.body)) return false;
    if (is_label_line(context, line.body)) return false;
    const auto chart = Words(context, "chart_word").in(line.body);
    if (!chart.empty() && chart.back().end == line.body.end) return false; // the title of a picture
    if (Words(context, "contact_label").any_in(line.body)) return false;   // a person with a licence
    std::uint32_t characters = 0, letters = 0;
    for (char32_t c : context.document.view(line.body)) {
        characters += lexicon::is_cjk(c) ? 1 : 0;
        letters += lexicon::is_ascii_letter(c) ? 1 : 0;
    }
    return characters >= 2 || letters >= least_letters; // Page 4
}

bool is_headline(const CoverLine& line) {
    return line.rest >= least_of_a_title && (!line.strip || !line.dated);
}
bool is_series(const CoverLine& line) {
    return line.series && !line.strip && !line.dated && line.body.size() > least_of_a_title;
}

} // namespace

// The first line that says something of its own; where none does, the one that names sector and series.
const CoverLine* read_title(const Context& context, const Cover& cover, Facts& facts) {
    for (const auto is_title : {is_headline, is_series})
        for (const CoverLine& line : cover.lines()) {
            if (!is_title(line) || !may_be_title(context, line)) continue;
            facts.meta.title = context.document.printed(line.body);
            facts.meta.at = context.span(line.body);
            note_field(facts.meta, "title", context, line.body);
            return &line;
        }
    add_finding(facts, context, "title_unknown", Severity::warning, "report",
                "the cover prints no title line");
    return nullptr;
}

} // namespace yanbao::facts
