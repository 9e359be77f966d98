#pragma once
// What a report says, as rows: one struct a table of the schema.  Absent texts are empty, absent numbers nullopt.

#include "yanbao/base/date.hpp"
#include "yanbao/base/finding.hpp"
#include "yanbao/base/fiscal_period.hpp"
#include "yanbao/base/interval.hpp"
#include "yanbao/base/span.hpp"
#include "yanbao/base/ticker.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::facts {

/// Where one field of a row is printed; `column` names a column of the schema (static storage).
struct FieldSpan {
    std::string_view column;
    Span span;
};

/// A printed number with the precision it was printed in, both in canonical units.
struct Measured {
    double value = 0.0;
    double half_unit = 0.0;
    Interval interval() const noexcept { return Interval::around(value, half_unit); }
};

/// Every row: where it is printed, whole and field by field (a field cut by a page has several spans).
struct Fact {
    Span at;
    std::vector<FieldSpan> fields;
};

struct Meta : Fact {
    std::string broker, title, kind;
    std::optional<Date> published;
    bool published_inferred = false;
    std::string sector, sector_rating, sector_rating_action;
    std::string ticker, name, rating, rating_action, currency;
    std::optional<Measured> price, target_price;
};

struct Analyst : Fact {
    std::string name, role, sac, phone, email;
};

struct Coverage : Fact {
    std::int64_t table = 0;    ///< counts tables that yield coverage or estimates, from 1
    std::int64_t table_id = 0; ///< row in `tables`, from 1
    std::string ticker, name, rating, currency, origin = "broker";
    std::optional<Measured> price, market_cap;
};

struct Estimate : Fact {
    std::int64_t table = 0, table_id = 0; ///< 0 where it comes from prose: null
    std::string ticker, name, metric, unit, currency, qualifier, origin = "broker", version;
    FiscalPeriod period;
    std::optional<Date> period_end;
    Measured value;
    bool repaired = false;
    bool bare_share = false; ///< a share of a whole without a sign: per cent or not, until its row tells
};

struct Quote : Fact {
    std::string ticker, name, window;
    std::optional<Measured> market_cap, close, change, average_daily_turnover, turnover_rate;
};

struct ThemeMember : Fact {
    std::string parent, theme, ticker, name, role, descriptor;
};

struct MarketFigure : Fact {
    std::string subject, measure, window;
    Measured value;
};

struct Ranking : Fact {
    std::string board, name, ticker;
    std::int64_t rank = 0;
};

struct Announcement : Fact {
    std::optional<std::int64_t> no;
    std::string company, ticker, kind, title;
    std::string facts; ///< JSON object, canonical units
};

struct News : Fact {
    std::optional<std::int64_t> no;
    std::string title, source;
};

struct WebTraffic : Fact {
    std::string app, category, flag;
    std::optional<Measured> visits, change;
    std::optional<std::int64_t> duration_s;
};

struct Event : Fact {
    std::optional<Date> start, end;
    std::string name;
};

struct RatingStep : Fact {
    std::string scope, label, benchmark;
    std::optional<double> excess_low, excess_high;
    std::optional<std::int64_t> horizon_months_min, horizon_months_max;
};

struct Benchmark : Fact {
    std::string market, index, code;
};

struct Reference : Fact {
    std::string category, kind, title;
    std::optional<std::int64_t> no;
    std::optional<Date> published;
};

struct Risk : Fact {
    std::string risk;
};

struct Figure : Fact {
    std::optional<std::int64_t> no, page;
    std::string kind, caption;
};

/// Price x k = EPS x PE: what a row of a table says of k, and which exchange rate or ADS ratio explains it.
struct Ratio : Fact {
    std::string ticker, group, explains;
    std::int64_t table_id = 0;
    Interval k;
};

/// A table of the report as a grid, also one that no rule understands.
struct GridTable : Fact {
    std::string caption;
    std::string
        use; ///< what took it: coverage, estimates, quotes, rating_scale, web_traffic, ...; empty: nothing
    std::int64_t rows = 0, columns = 0, header_rows = 0;
    std::vector<std::vector<std::string>> cells; ///< as printed
};

struct Facts {
    Meta meta;
    int year_end_month = 0;     ///< of its company's fiscal years, where the report prints it
    bool estimates_cut = false; ///< there are more than the limit, and a finding says so
    std::vector<Analyst> analysts;
    std::vector<Coverage> coverage;
    std::vector<Estimate> estimates;
    std::vector<Quote> quotes;
    std::vector<ThemeMember> themes;
    std::vector<MarketFigure> market;
    std::vector<Ranking> rankings;
    std::vector<Announcement> announcements;
    std::vector<News> news;
    std::vector<WebTraffic> web_traffic;
    std::vector<Event> events;
    std::vector<RatingStep> rating_scale;
    std::vector<Benchmark> benchmarks;
    std::vector<Reference> references;
    std::vector<Risk> risks;
    std::vector<Figure> figures;
    std::vector<Ratio> ratios;
    std::vector<GridTable> tables;
    std::vector<Finding> findings;
};

} // namespace yanbao::facts
