#include "catch.hpp"
#include "shipped.hpp"
#include "yanbao/layout/document.hpp"

using namespace yanbao;
using layout::BlockKind;

namespace {

layout::Document read_html(std::string text, Limits limits = {}) {
    return layout::read_text(std::move(text), shipped_lexicon(), limits);
}

// Each table as its rows, cells parted by bars.
std::vector<std::vector<std::string>> tables_of(const layout::Document& d) {
    std::vector<std::vector<std::string>> out;
    for (const auto& b : d.blocks) {
        if (b.kind != BlockKind::table) continue;
        auto& rows = out.emplace_back();
        for (std::uint32_t r = b.first_row; r < b.first_row + b.row_count; ++r) {
            std::string row;
            for (std::uint32_t c = 0; c < d.rows[r].cell_count; ++c)
                row += (c > 0 ? "|" : "") + d.printed(d.cell(d.rows[r], c));
            rows.push_back(std::move(row));
        }
    }
    return out;
}

using Rows = std::vector<std::string>;

} // namespace

TEST_CASE("an HTML table has the rows that pipes would give, and its cells their bytes", "[layout][html]") {
    const std::string source =
        "前文一句。\n\n<table>\n<tr><th>指标</th><th >2024A</th><th>2025E</th></tr>\n"
        "<tr><td>营业收入<br>(百万元)</td><td>1,203</td><td></td></tr>\n</table>\n\n后文。\n";
    const auto d = read_html(source);
    REQUIRE(tables_of(d) == std::vector<Rows>{{"指标|2024A|2025E", "营业收入 (百万元)|1,203|"}});
    const Span cell = d.span(d.cell(d.rows[1], 1));
    CHECK(source.substr(cell.start, cell.end - cell.start) == "1,203");
    CHECK(d.line_of(cell.start) == 5);
    CHECK(d.blocks.front().kind != BlockKind::table);
    CHECK(d.printed(d.blocks.back().atoms) == "后文。");
}

TEST_CASE("spans leave blank cells where they cover", "[layout][html]") {
    const auto d = read_html(
        "<TABLE><tr><td rowspan=\"2\">公司</td><td colspan=2>EPS</td><td ROWSPAN = '2'>评级</td></tr>"
        "<tr><td>24A</td><td>25E</td></tr><tr><td>甲</td><td>1.0</td><td>1.2</td><td>买入</td></tr>"
        "</TABLE>");
    CHECK(tables_of(d) == std::vector<Rows>{{"公司|EPS||评级", "|24A|25E|", "甲|1.0|1.2|买入"}});
}

TEST_CASE("tags may be missing, unknown or nested", "[layout][html]") {
    CHECK(tables_of(read_html("<table><td>甲<td>乙<tr><td><a href='x'>丙</a><td><p>丁 &lt; 5</p></table>")) ==
          std::vector<Rows>{{"甲|乙", "丙|丁 < 5"}});
    CHECK(
        tables_of(read_html("<table><thead><tr><th>甲<th>乙</thead><tbody><tr><td>1<td>2</tbody></table>")) ==
        std::vector<Rows>{{"甲|乙", "1|2"}});
    CHECK(tables_of(read_html(
              "<table><tr><td>外<table><tr><td>里<td>1</table></td></tr><tr><td>尾<td>2</table>")) ==
          std::vector<Rows>{{"外"}, {"里|1"}, {"尾|2"}});
}

TEST_CASE("a table that is never closed ends at a blank line", "[layout][html]") {
    const auto d = read_html("<table><tr><td>甲</td><td>1</td>\n\n# 投资建议\n\n维持评级不变。\n");
    CHECK(tables_of(d) == std::vector<Rows>{{"甲|1"}});
    CHECK(d.blocks.back().kind == BlockKind::paragraph);
    const auto later =
        read_html("<table><tr><td>甲</td>\n\n# 投资建议\n\n维持评级。\n\n<table><tr><td>乙</td></table>");
    CHECK(tables_of(later) == std::vector<Rows>{{"甲"}, {"乙"}});
}

TEST_CASE("two tables stay two, and a caption is a caption", "[layout][html]") {
    const auto d = read_html("<table><caption>盈利预测（百万元）</caption><tr><td>甲<td>1</table>"
                             "<table><tr><td>乙<td>2</table>");
    CHECK(tables_of(d) == std::vector<Rows>{{"甲|1"}, {"乙|2"}});
    REQUIRE(d.blocks.front().kind == BlockKind::caption);
    CHECK(d.printed(d.blocks.front().atoms) == "盈利预测（百万元）");
}

TEST_CASE("spans are cut to the row's limit and to a share of the document", "[layout][html]") {
    std::string rows = "<table>";
    for (int i = 0; i < 2000; ++i) rows += "<tr><td colspan=65534 rowspan=1000>甲</td><td>乙</td></tr>";
    const auto d = read_html(rows + "</table>");
    CHECK(d.cells.size() <= 4096 + rows.size() / 4 + 2 * 2000);
    std::size_t limits = 0;
    for (const auto& f : d.findings) limits += f.code == "limit" ? 1 : 0;
    CHECK(limits == 2);
}
