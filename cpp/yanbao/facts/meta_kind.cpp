#include "yanbao/facts/meta_kind.hpp"

#include "yanbao/facts/meta_subject.hpp"

#include <algorithm>
#include <map>

namespace yanbao::facts {

namespace {

constexpr int in_title = 3, in_line = 1;
constexpr char32_t label_begin = U'\u3010';

// Printed lines that begin with a label in black brackets: entries of a weekly's lists, on one company each.
std::vector<text::Range> labelled_lines(const Context& context, const Cover& cover) {
    const auto& atoms = context.document.atoms;
    std::vector<text::Range> found;
    for (const CoverLine& line : cover.lines())
        for (const text::Range printed : printed_lines(atoms, line.whole))
            if (!printed.empty() && atoms.cp[printed.begin] == label_begin) found.push_back(printed);
    return found;
}

bool is_within(const std::vector<text::Range>& lines, std::uint32_t at) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](text::Range r) { return r.begin <= at && at < r.end; });
}

// Whether the cover names a company elsewhere.
bool names_company_outside(const Context& context, const Cover& cover,
                           const std::vector<text::Range>& labelled) {
    for (const CoverLine& line : cover.lines())
        for (const text::Range printed : printed_lines(context.document.atoms, line.whole))
            if (!printed.empty() && !is_within(labelled, printed.begin) && subject_in(context, printed))
                return true;
    return false;
}

} // namespace

void read_kind(const Context& context, const Cover& cover, const CoverLine* title, bool has_subject,
               Facts& facts) {
    const Words kinds(context, "report_kind");
    std::map<std::string_view, int> weight;
    for (const CoverLine& line : cover.lines())
        for (const auto& hit : kinds.in(line.body))
            weight[kinds.key(hit)] += &line == title ? in_title : in_line;
    if (const auto labelled = labelled_lines(context, cover); weight["weekly"] > 0 && !labelled.empty()) {
        for (const text::Range r : labelled)
            for (const auto& hit : kinds.in(r))
                if (kinds.key(hit) == "company") --weight["company"];
        has_subject = has_subject && names_company_outside(context, cover, labelled);
    }

    const int weekly = weight["weekly"], company = weight["company"] + (has_subject ? in_title : 0);
    const int strategy = weight["strategy"], macro = weight["macro"], industry = weight["industry"];
    const bool rated_sector = !facts.meta.sector_rating.empty();
    auto& kind = facts.meta.kind;
    if (strategy >= in_title && !rated_sector)
        kind = "strategy";
    else if (macro >= in_title)
        kind = "other";
    else if (weekly > 0 && (weekly >= company || !has_subject))
        kind = "industry_weekly";
    else if (has_subject || company > industry)
        kind = "company_note";
    else if (industry > 0 || rated_sector)
        kind = "industry_note";
    else
        kind = strategy > 0 ? "strategy" : "other";
}

} // namespace yanbao::facts
