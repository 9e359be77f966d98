#include "yanbao/facts/table_builder.hpp"
#include "yanbao/facts/table_columns.hpp"

namespace yanbao::facts::columns {

ColumnTable meta(const Facts& f, const Document& d) {
    const std::vector<Meta> one{f.meta};
    return TableBuilder(one)
        .add("broker", &Meta::broker)
        .add("title", &Meta::title)
        .add("kind", &Meta::kind)
        .add("published", &Meta::published)
        .add("published_inferred", &Meta::published_inferred)
        .add("sector", &Meta::sector)
        .add("sector_rating", &Meta::sector_rating)
        .add("sector_rating_action", &Meta::sector_rating_action)
        .add("ticker", &Meta::ticker)
        .add("name", &Meta::name)
        .add("rating", &Meta::rating)
        .add("rating_action", &Meta::rating_action)
        .add_measured("price", &Meta::price)
        .add("currency", &Meta::currency)
        .add_measured("target_price", &Meta::target_price)
        .finished("meta", d);
}

ColumnTable analysts(const Facts& f, const Document& d) {
    return TableBuilder(f.analysts)
        .add("name", &Analyst::name)
        .add("role", &Analyst::role)
        .add("sac", &Analyst::sac)
        .add("phone", &Analyst::phone)
        .add("email", &Analyst::email)
        .finished("analysts", d);
}

ColumnTable coverage(const Facts& f, const Document& d) {
    return TableBuilder(f.coverage)
        .add_ordinal("table", &Coverage::table)
        .add_ordinal("table_id", &Coverage::table_id)
        .add("ticker", &Coverage::ticker)
        .add("name", &Coverage::name)
        .add("rating", &Coverage::rating)
        .add_measured("price", &Coverage::price)
        .add("currency", &Coverage::currency)
        .add_measured("market_cap", &Coverage::market_cap)
        .add("origin", &Coverage::origin)
        .finished("coverage", d);
}

ColumnTable estimates(const Facts& f, const Document& d) {
    using Year = std::optional<std::int64_t>;
    return TableBuilder(f.estimates)
        .add_ordinal("table", &Estimate::table)
        .add_ordinal("table_id", &Estimate::table_id)
        .add("ticker", &Estimate::ticker)
        .add("name", &Estimate::name)
        .add("metric", &Estimate::metric)
        .add("fiscal_year", [](const Estimate& e) { return e.period.year ? Year(*e.period.year) : Year{}; })
        .add("basis", [](const Estimate& e) { return code(e.period.basis); })
        .add_measured("value", "half_unit", &Estimate::value)
        .add("unit", &Estimate::unit)
        .add("currency", &Estimate::currency)
        .add("period_end", &Estimate::period_end)
        .add("qualifier", &Estimate::qualifier)
        .add("origin", &Estimate::origin)
        .add("version", &Estimate::version)
        .add("repaired", &Estimate::repaired)
        .finished("estimates", d);
}

ColumnTable quotes(const Facts& f, const Document& d) {
    return TableBuilder(f.quotes)
        .add("ticker", &Quote::ticker)
        .add("name", &Quote::name)
        .add_measured("market_cap", &Quote::market_cap)
        .add_measured("close", &Quote::close)
        .add_measured("change", &Quote::change)
        .add_measured("average_daily_turnover", &Quote::average_daily_turnover)
        .add_measured("turnover_rate", &Quote::turnover_rate)
        .add("window", &Quote::window)
        .finished("quotes", d);
}

ColumnTable ratios(const Facts& f, const Document& d) {
    return TableBuilder(f.ratios)
        .add("ticker", &Ratio::ticker)
        .add_ordinal("table_id", &Ratio::table_id)
        .add("k_low", [](const Ratio& r) { return r.k.low; })
        .add("k_high", [](const Ratio& r) { return r.k.high; })
        .add("group", &Ratio::group)
        .add("explains", &Ratio::explains)
        .finished("ratios", d);
}

ColumnTable web_traffic(const Facts& f, const Document& d) {
    return TableBuilder(f.web_traffic)
        .add("app", &WebTraffic::app)
        .add("category", &WebTraffic::category)
        .add_measured("visits", &WebTraffic::visits)
        .add_measured("change", &WebTraffic::change)
        .add("duration_s", &WebTraffic::duration_s)
        .add("flag", &WebTraffic::flag)
        .finished("web_traffic", d);
}

ColumnTable market(const Facts& f, const Document& d) {
    return TableBuilder(f.market)
        .add("subject", &MarketFigure::subject)
        .add("measure", &MarketFigure::measure)
        .add_measured("value", "half_unit", &MarketFigure::value)
        .add("window", &MarketFigure::window)
        .finished("market", d);
}

ColumnTable rankings(const Facts& f, const Document& d) {
    return TableBuilder(f.rankings)
        .add("board", &Ranking::board)
        .add("rank", &Ranking::rank)
        .add("name", &Ranking::name)
        .add("ticker", &Ranking::ticker)
        .finished("rankings", d);
}

} // namespace yanbao::facts::columns
