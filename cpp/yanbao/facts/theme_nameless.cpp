#include "yanbao/facts/theme_nameless.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace yanbao::facts {

namespace {

using text::Range;

// Where the sector is printed; empty where it is not, or in several places.
Range printed_sector(const Context& context, const Meta& meta) {
    const auto& atoms = context.document.atoms;
    Range found;
    for (const FieldSpan& field : meta.fields) {
        if (field.column != "sector") continue;
        if (!found.empty()) return {};
        const auto at = [&](std::uint32_t byte) {
            return static_cast<std::uint32_t>(std::lower_bound(atoms.src.begin(), atoms.src.end(), byte) -
                                              atoms.src.begin());
        };
        found = {at(field.span.start), at(field.span.end)};
    }
    return found.empty() || context.document.squeezed(found) != meta.sector ? Range{} : found;
}

constexpr std::uint32_t longest_label_before_list = 16, longest_before_list = 400;
constexpr std::u32string_view label_ends = U",:", ends_before_list = U"\u3002;!?";

// Words before a list that could be its theme, though none that is known: "2. X, beneficiaries are A and B".
class Labels {
  public:
    explicit Labels(const Context& context)
        : c_(context), a_(context.document.atoms), roles_(context, "theme_role"),
          english_roles_(context, "theme_role_english"), advice_(context, "theme_advice"),
          sections_(context, "theme_section") {}

    // A company whose name ends in a colon is what the list is about, or a theme of the same name.
    bool at(Range company) const {
        const bool colon = company.end < a_.size() && a_.cp[company.end] == U':';
        return colon || before(company.begin);
    }

  private:
    bool before(std::uint32_t list) const {
        const std::uint32_t first = list - std::min(list, longest_before_list);
        std::uint32_t begin = list;
        while (begin > first && !is_start(begin)) --begin;
        const auto mark = layout::mark_at(a_, begin, list);
        if (mark.kind != layout::MarkKind::none) begin = mark.end;
        std::uint32_t end = begin;
        while (end < list && label_ends.find(a_.cp[end]) == label_ends.npos) ++end;
        const Range label{begin, end};
        return end < list && !label.empty() && label.size() <= longest_label_before_list &&
               roles_.in(label).empty() && english_roles_.in(label).empty() && advice_.in(label).empty() &&
               sections_.in(label).empty();
    }

    // Of a sentence, a line behind one that ended, or a list mark.
    bool is_start(std::uint32_t at) const {
        if (a_.has(at, text::flag::wall) || ends_before_list.find(a_.cp[at - 1]) != ends_before_list.npos)
            return true;
        const bool inside_number = lexicon::is_digit(a_.cp[at]) && lexicon::is_digit(a_.cp[at - 1]);
        return !inside_number && layout::mark_at(a_, at, a_.size()).kind != layout::MarkKind::none;
    }

    const Context& c_;
    const text::Atoms& a_;
    Words roles_, english_roles_, advice_, sections_;
};

} // namespace

void name_nameless(const Context& context, ThemeLists& lists, Facts& facts) {
    const Range sector = facts.meta.kind == "company_note" ? Range{} : printed_sector(context, facts.meta);
    std::set<std::string> told;
    const Labels labels(context);
    for (auto& list : lists.nameless) {
        const Range first = list.front().company.name;
        const bool stands = !sector.empty() &&
                            !list.front().role.name().empty() && // else it is no advice perhaps
                            !labels.at(first);
        const std::string name = context.document.squeezed(first);
        if (told.insert(name).second)
            add_finding(facts, context, "theme_unnamed", Severity::info, name,
                        "a list of companies that begins with this one names no theme: it " +
                            (stands ? "stands under " + facts.meta.sector : std::string("is left out")),
                        first);
        if (!stands) continue;
        for (ThemeEntry& entry : list) entry.place = {Phrase(sector), {}};
        std::move(list.begin(), list.end(), std::back_inserter(lists.entries));
    }
    lists.nameless.clear();
}

} // namespace yanbao::facts
