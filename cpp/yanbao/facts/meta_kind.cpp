#include "yanbao/facts/meta_kind.hpp"

#include <map>

namespace yanbao::facts {

namespace {

constexpr int in_title = 3, in_line = 1;

} // namespace

void read_kind(const Context& context, const Cover& cover, const CoverLine* title, bool has_subject,
               Facts& facts) {
    const Words kinds(context, "report_kind");
    std::map<std::string_view, int> weight;
    for (const CoverLine& line : cover.lines())
        for (const auto& hit : kinds.in(line.body))
            weight[kinds.key(hit)] += &line == title ? in_title : in_line;

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
