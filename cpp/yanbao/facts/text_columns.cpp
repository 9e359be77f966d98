#include "yanbao/facts/table_builder.hpp"
#include "yanbao/facts/table_columns.hpp"

namespace yanbao::facts::columns {

namespace {

void quote_json(std::string_view text, std::string& out) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (byte < 0x20)
            ((out += "\\u00") += hex[byte >> 4]) += hex[byte & 15];
        else
            out += c;
    }
    out += '"';
}

std::string cells_json(const GridTable& table) {
    std::string out = "[";
    for (const auto& row : table.cells) {
        out += out.size() > 1 ? ", [" : "[";
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ", ";
            quote_json(row[i], out);
        }
        out += ']';
    }
    return out += ']';
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
    }
    return "";
}

Span first_span(const Finding& finding) { return finding.spans.empty() ? Span{} : finding.spans.front(); }

} // namespace

ColumnTable themes(const Facts& f, const Document& d) {
    return TableBuilder(f.themes)
        .add("parent", &ThemeMember::parent)
        .add("theme", &ThemeMember::theme)
        .add("ticker", &ThemeMember::ticker)
        .add("name", &ThemeMember::name)
        .add("role", &ThemeMember::role)
        .add("descriptor", &ThemeMember::descriptor)
        .finished("themes", d);
}

ColumnTable announcements(const Facts& f, const Document& d) {
    return TableBuilder(f.announcements)
        .add("no", &Announcement::no)
        .add("company", &Announcement::company)
        .add("ticker", &Announcement::ticker)
        .add("kind", &Announcement::kind)
        .add("title", &Announcement::title)
        .add("facts",
             [](const Announcement& a) { return a.facts.empty() ? "{}" : std::string_view(a.facts); })
        .finished("announcements", d);
}

ColumnTable news(const Facts& f, const Document& d) {
    return TableBuilder(f.news)
        .add("no", &News::no)
        .add("title", &News::title)
        .add("source", &News::source)
        .finished("news", d);
}

ColumnTable events(const Facts& f, const Document& d) {
    return TableBuilder(f.events)
        .add("start", &Event::start)
        .add("end", &Event::end)
        .add("name", &Event::name)
        .finished("events", d);
}

ColumnTable rating_scale(const Facts& f, const Document& d) {
    return TableBuilder(f.rating_scale)
        .add("scope", &RatingStep::scope)
        .add("label", &RatingStep::label)
        .add("excess_low", &RatingStep::excess_low)
        .add("excess_high", &RatingStep::excess_high)
        .add("benchmark", &RatingStep::benchmark)
        .add("horizon_months_min", &RatingStep::horizon_months_min)
        .add("horizon_months_max", &RatingStep::horizon_months_max)
        .finished("rating_scale", d);
}

ColumnTable benchmarks(const Facts& f, const Document& d) {
    return TableBuilder(f.benchmarks)
        .add("market", &Benchmark::market)
        .add("index", &Benchmark::index)
        .add("code", &Benchmark::code)
        .finished("benchmarks", d);
}

ColumnTable references(const Facts& f, const Document& d) {
    return TableBuilder(f.references)
        .add("category", &Reference::category)
        .add("no", &Reference::no)
        .add("kind", &Reference::kind)
        .add("title", &Reference::title)
        .add("published", &Reference::published)
        .finished("references", d);
}

ColumnTable risks(const Facts& f, const Document& d) {
    return TableBuilder(f.risks).add("risk", &Risk::risk).finished("risks", d);
}

ColumnTable figures(const Facts& f, const Document& d) {
    return TableBuilder(f.figures)
        .add("no", &Figure::no)
        .add("kind", &Figure::kind)
        .add("caption", &Figure::caption)
        .add("page", &Figure::page)
        .finished("figures", d);
}

ColumnTable tables(const Facts& f, const Document& d) {
    const GridTable* const first = f.tables.data();
    return TableBuilder(f.tables)
        .add("table_id", [first](const GridTable& t) { return static_cast<std::int64_t>(&t - first + 1); })
        .add("caption", &GridTable::caption)
        .add("use", &GridTable::use)
        .add("rows", &GridTable::rows)
        .add("columns", &GridTable::columns)
        .add("header_rows", &GridTable::header_rows)
        .add("cells", cells_json)
        .finished("tables", d);
}

ColumnTable findings(const Facts& f, const Document& d) {
    return TableBuilder(f.findings)
        .add("code", &Finding::code)
        .add("severity", [](const Finding& x) { return severity_name(x.severity); })
        .add("subject", &Finding::subject)
        .add("count", [](const Finding& x) { return static_cast<std::int64_t>(x.count); })
        .add("what", &Finding::what)
        .finished("findings", d, first_span);
}

} // namespace yanbao::facts::columns
