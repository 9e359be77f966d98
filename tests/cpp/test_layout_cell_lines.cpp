#include "catch.hpp"
#include "shipped.hpp"
#include "yanbao/layout/document.hpp"

using namespace yanbao;

namespace {

std::vector<std::string> rows_of(const std::string& text) {
    const auto d = layout::read_text(text, shipped_lexicon(), Limits{});
    std::vector<std::string> out;
    for (const auto& row : d.rows) {
        std::string line;
        for (std::uint32_t c = 0; c < row.cell_count; ++c)
            line += (c > 0 ? "|" : "") + d.printed(d.cell(row, c));
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace

TEST_CASE("years and figures one a line are a table", "[layout][cells]") {
    CHECK(rows_of("正文到此为止。\n指标\n2023A\n2024E\n营业收入\n12.5\n13.1\n每股收益（元）\n0.75\n0."
                  "85\n资料来源：公司公告\n") ==
          std::vector<std::string>{"指标|2023A|2024E", "营业收入|12.5|13.1", "每股收益（元）|0.75|0.85"});
}

TEST_CASE("a row that lost a cell means nothing, and does not end the table", "[layout][cells]") {
    CHECK(rows_of("指标\n2023A\n2024E\n营业收入\n12.5\n13.1\n毛利率\n30.1\nEPS\n0.75 0.85\n") ==
          std::vector<std::string>{"指标|2023A|2024E", "营业收入|12.5|13.1", "毛利率30.1", "EPS|0.75|0.85"});
}

TEST_CASE("years in prose or without rows are no table", "[layout][cells]") {
    CHECK(rows_of("2023A\n2024E\n正文在这里继续，说的是别的事情。\n").empty());
    CHECK(rows_of("2023\n2024\n营业收入\n1\n2\n利润\n3\n4\n").empty());
}
