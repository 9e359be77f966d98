#include "catch.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/facts/tables.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace yanbao;
using namespace yanbao::facts;
using nlohmann::ordered_json;

namespace {

const ordered_json& schema() {
    static const ordered_json parsed = [] {
        std::ifstream file(YANBAO_PACKAGE_DATA "/schema.json");
        return ordered_json::parse(file);
    }();
    return parsed;
}

layout::Document two_lines() {
    layout::Document d;
    d.source = "恒生电子 47.22\n科大讯飞 58.05\n";
    d.line_starts = {0, 19};
    return d;
}

/// A row in every table, absent wherever the schema lets it be.
Facts sparse() {
    Facts f;
    f.meta.kind = "other";
    f.analysts.resize(1);
    f.coverage.resize(1);
    f.estimates.resize(1);
    f.estimates[0].metric = "eps";
    f.estimates[0].unit = "currency_per_share";
    f.quotes.resize(1);
    f.themes.resize(1);
    f.themes[0].theme = f.themes[0].name = "x";
    f.market.push_back({{}, "a", "b", "week", {}});
    f.rankings.resize(1);
    f.rankings[0].board = f.rankings[0].name = "x";
    f.announcements.resize(1);
    f.announcements[0].company = f.announcements[0].title = "x";
    f.news.resize(1);
    f.news[0].title = "x";
    f.web_traffic.resize(1);
    f.web_traffic[0].app = "x";
    f.events.push_back({{}, Date(0), Date(0), "x"});
    f.rating_scale.resize(1);
    f.rating_scale[0].scope = f.rating_scale[0].label = "x";
    f.benchmarks.push_back({{}, "a", "b", ""});
    f.references.resize(1);
    f.references[0].title = "x";
    f.risks.push_back({{}, "x"});
    f.figures.resize(1);
    f.figures[0].caption = "x";
    f.ratios.resize(1);
    f.tables.resize(1);
    f.findings.resize(1);
    f.findings[0].code = f.findings[0].what = "x";
    return f;
}

} // namespace

TEST_CASE("every table has the columns of the schema, in its order") {
    const layout::Document document = two_lines();
    const Facts facts = sparse();
    std::vector<std::string> named;
    for (const auto& [table, entry] : schema().at("tables").items()) {
        named.push_back(table);
        const ColumnTable made = to_table(facts, document, table);
        CHECK(made.name() == table);
        CHECK(made.rows() == 1);
        std::vector<ordered_json> wanted(entry.at("columns").begin(), entry.at("columns").end());
        for (const auto& c : schema().at("provenance")) wanted.push_back(c);
        REQUIRE(made.columns().size() == wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Column& column = made.columns()[i];
            INFO(table << "." << column.name());
            CHECK(column.name() == wanted[i].at("name"));
            CHECK(name(column.type()) == wanted[i].at("type"));
            // null only where the schema says what it means, and there always when nothing is known
            CHECK(column.is_null(0) == (wanted[i].at("null") != "never"));
        }
    }
    CHECK(named == std::vector<std::string>(table_names().begin(), table_names().end()));
    CHECK_THROWS_AS(to_table(facts, document, "estimate"), UnknownName);
}

TEST_CASE("values, precision and place of a row") {
    const layout::Document document = two_lines();
    Facts f;
    Estimate e;
    e.at = {19, 37};
    e.fields = {{"value", {32, 37}}};
    e.metric = "eps";
    e.table = 2;
    e.period = {2023, Basis::estimate};
    e.value = {1.4, 0.005};
    e.period_end = Date::of(2023, 12, 31);
    f.estimates.push_back(e);
    const ColumnTable t = to_table(f, document, "estimates");
    CHECK(t.column("table").integer(0) == 2);
    CHECK(t.column("table_id").is_null(0));
    CHECK(t.column("fiscal_year").integer(0) == 2023);
    CHECK(t.column("basis").text(0) == "E");
    CHECK(t.column("value").number(0) == 1.4);
    CHECK(t.column("half_unit").number(0) == 0.005);
    CHECK(t.column("period_end").date(0).iso() == "2023-12-31");
    CHECK(t.column("src_line").integer(0) == 2);
    CHECK(t.column("src_start").integer(0) == 19);
    CHECK(t.column("src_end").integer(0) == 37);
    CHECK(t.column("src_page").is_null(0));

    const Places at = places(f, "estimates", 0);
    CHECK(at.row == std::vector<Span>{{19, 37}});
    CHECK(at.fields.front().column == "value");
    CHECK_THROWS_AS(places(f, "estimates", 1), InvalidValue);
    CHECK_THROWS_AS(places(f, "nothing", 0), UnknownName);
    CHECK(places(f, "meta", 0).row.empty());
}

TEST_CASE("a finding keeps all its places") {
    Facts f;
    f.findings.push_back({"table_conflict", Severity::error, "1357.HK", 1, "two rows", {{19, 37}, {0, 18}}});
    const ColumnTable t = to_table(f, two_lines(), "findings");
    CHECK(t.column("severity").text(0) == "error");
    CHECK(t.column("src_line").integer(0) == 2);
    CHECK(places(f, "findings", 0).row.size() == 2);
}

TEST_CASE("cells of a grid are JSON whatever is printed in them") {
    Facts f;
    f.tables.resize(1);
    f.tables[0].cells = {{"a\"b\\", "恒生"}, {}, {std::string("\n\x01", 2)}};
    const ColumnTable t = to_table(f, two_lines(), "tables");
    const auto cells =
        nlohmann::json::parse(t.column("cells").text(0)).get<std::vector<std::vector<std::string>>>();
    CHECK(cells == f.tables[0].cells);
    CHECK(t.column("table_id").integer(0) == 1);
}
