#include "yanbao/facts/read.hpp"

#include "yanbao/facts/analysts.hpp"
#include "yanbao/facts/announcements.hpp"
#include "yanbao/facts/benchmarks.hpp"
#include "yanbao/facts/events.hpp"
#include "yanbao/facts/figures.hpp"
#include "yanbao/facts/grid_tables.hpp"
#include "yanbao/facts/learn.hpp"
#include "yanbao/facts/market.hpp"
#include "yanbao/facts/meta.hpp"
#include "yanbao/facts/meta_cover.hpp"
#include "yanbao/facts/meta_named.hpp"
#include "yanbao/facts/metric_rows.hpp"
#include "yanbao/facts/news.hpp"
#include "yanbao/facts/own_conflicts.hpp"
#include "yanbao/facts/plausible.hpp"
#include "yanbao/facts/prose_estimates.hpp"
#include "yanbao/facts/publication_witness.hpp"
#include "yanbao/facts/rankings.hpp"
#include "yanbao/facts/rating_scale.hpp"
#include "yanbao/facts/references.hpp"
#include "yanbao/facts/revision_table.hpp"
#include "yanbao/facts/risks.hpp"
#include "yanbao/facts/scenario_table.hpp"
#include "yanbao/facts/share_units.hpp"
#include "yanbao/facts/statement_table.hpp"
#include "yanbao/facts/stock_rows.hpp"
#include "yanbao/facts/themes.hpp"
#include "yanbao/facts/unread_years.hpp"
#include "yanbao/facts/us_tickers.hpp"
#include "yanbao/facts/web_traffic.hpp"
#include "yanbao/facts/year_ends.hpp"
#include "yanbao/facts/year_items.hpp"
#include "yanbao/facts/year_rows.hpp"

#include <algorithm>
#include <string>

namespace yanbao::facts {

namespace {

void read_company_tables(const Context& context, const std::vector<table::Grid>& grids,
                         UnsettledMoney& unsettled, Facts& facts) {
    std::int64_t number = 0;
    YearRows year_rows(context, facts);
    for (std::size_t i = 0; i < grids.size(); ++i) {
        const auto id = static_cast<std::int64_t>(i) + 1;
        if (read_metric_rows(context, grids[i], number + 1, id, facts)) {
            facts.tables[i].use = "estimates";
            ++number;
            continue;
        }
        const auto stock_table = as_stock_table(context, grids[i], id, facts);
        if (!stock_table) {
            if (is_scenario_table(context, grids[i]) && is_statement(context, grids[i])) {
                add_table_finding(facts, context, "scenario_left_out", Severity::info, id, "estimates",
                                  "figures of scenarios are no forecast: left out", grids[i].caption);
                continue;
            }
            if (read_statement(context, grids[i], number + 1, id, unsettled, facts) ||
                year_rows.read(grids[i], number + 1, id) ||
                read_revision_table(context, grids[i], number + 1, id, facts)) {
                facts.tables[i].use = "estimates";
                ++number;
            } else {
                report_unread_years(context, grids[i], id, facts);
            }
        } else if (is_coverage(*stock_table)) {
            read_coverage(context, *stock_table, ++number, facts);
            facts.tables[i].use = "coverage";
        } else if (is_quotes(*stock_table)) {
            read_quotes(context, *stock_table, facts);
            facts.tables[i].use = "quotes";
        }
    }
}

bool may_have_subject(const Facts& facts) {
    return facts.meta.kind != "industry_weekly" && facts.meta.kind != "strategy";
}

// A table of forecasts of one company: per share figures or profit by year.
bool has_forecasts(const Context& context, const std::vector<table::Grid>& grids) {
    return std::any_of(grids.begin(), grids.end(),
                       [&](const table::Grid& grid) { return is_statement(context, grid); });
}

template<class Row>
void cut(const Context& context, std::vector<Row>& rows, std::string_view table, Facts& facts) {
    if (rows.size() <= context.limits.facts) return;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(context.limits.facts), rows.end());
    add_finding(facts, context, "limit", Severity::warning, "report",
                "the report has more rows of " + std::string(table) + " than `facts`: the rest is left out");
}

// The tables of the document; one more than may be read tells that there are more.
std::vector<table::Grid> grids_within(const Context& context, Facts& facts) {
    Limits one_more = context.limits;
    ++one_more.tables;
    auto grids = table::grids_of(context.document, context.lexicon, one_more);
    if (grids.size() > context.limits.tables) {
        grids.pop_back();
        add_finding(facts, context, "limit", Severity::warning, "report",
                    "the report has more tables than `tables`: the rest is left out");
    }
    return grids;
}

// Estimates, themes and risks stop at the limit themselves.
void cut_to_limit(const Context& context, Facts& facts) {
    cut(context, facts.analysts, "analysts", facts);
    cut(context, facts.coverage, "coverage", facts);
    cut(context, facts.quotes, "quotes", facts);
    cut(context, facts.market, "market", facts);
    cut(context, facts.rankings, "rankings", facts);
    cut(context, facts.announcements, "announcements", facts);
    cut(context, facts.news, "news", facts);
    cut(context, facts.web_traffic, "web_traffic", facts);
    cut(context, facts.events, "events", facts);
    cut(context, facts.rating_scale, "rating_scale", facts);
    cut(context, facts.benchmarks, "benchmarks", facts);
    cut(context, facts.references, "references", facts);
    cut(context, facts.figures, "figures", facts);
}

} // namespace

Facts read_facts(const layout::Document& document, const lexicon::Lexicon& lexicon,
                 const names::Securities& securities, const Limits& limits) {
    Facts facts;
    facts.findings = document.findings;
    const Context listed{document, lexicon, securities, limits};
    const auto grids = grids_within(listed, facts);
    for (const table::Grid& grid : grids) facts.tables.push_back(grid_table(listed, grid));

    // past issues tell when one without a date came out; the date tells which securities were listed
    read_references(listed, facts);
    const Cover cover(listed, facts);
    read_meta(listed, cover, facts);
    if (facts.meta.ticker.empty() && may_have_subject(facts) &&
        (has_forecasts(listed, grids) || (facts.meta.kind != "industry_note" && opens_with_company(listed))))
        infer_company(listed, cover, facts);
    read_year_end(listed, facts);
    read_analysts(listed, cover, facts);
    UnsettledMoney unsettled;
    read_company_tables(listed, grids, unsettled, facts);
    read_year_items(listed, facts);

    unify_american_tickers(facts);
    settle_bare_shares(listed, unsettled.figures(), facts);

    const names::Securities known = with_names_learnt(securities, facts);
    const Context context{document, lexicon, known, limits};
    read_prose_estimates(context, facts);
    unsettled.settle(context, facts);
    leave_out_implausible(context, facts);
    settle_own_conflicts(facts);
    withdraw_early_day(context, facts);
    read_web_traffic(context, grids, facts);
    read_benchmarks(context, facts); // several of them are what `by_market` means in the scale
    read_rating_scale(context, grids, facts);
    read_themes(context, grids, facts);
    unify_american_tickers(facts); // a name in a list has no exchange of its own
    read_risks(context, facts);
    read_market(context, facts);
    read_rankings(context, facts);
    read_announcements(context, grids, facts);
    read_news(context, facts);
    read_events(context, facts);
    read_figures(context, facts);
    cut_to_limit(context, facts);
    return facts;
}

} // namespace yanbao::facts
