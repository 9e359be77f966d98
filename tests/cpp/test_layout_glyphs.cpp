#include "catch.hpp"
#include "glyph_page.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/layout/glyph_kind.hpp"
#include "yanbao/layout/glyph_pack.hpp"
#include "yanbao/layout/glyph_words.hpp"

#include <limits>

using namespace yanbao;
using test::PageMaker;

namespace {

// Lines of prose as wide as a column.
void put_prose(PageMaker& page, float x, float y, int lines, const char* line, float pitch = 16) {
    for (int i = 0; i < lines; ++i) page.put(x, y + pitch * static_cast<float>(i), line);
}

} // namespace

TEST_CASE("glyphs: lines of a paragraph become one line, blocks stand apart") {
    PageMaker page;
    page.put(50, 100, "公司一季度收入保持较快增长，毛利率")
        .put(50, 116, "同比提升，费用率下降，全年业绩可期")
        .put(50, 132, "待。")
        .put(50, 200, "风险提示：需求不及预期。");
    CHECK(page.text() == "公司一季度收入保持较快增长，毛利率同比提升，费用率下降，全年业绩可期待。\n"
                         "\n风险提示：需求不及预期。\n");
}

TEST_CASE("glyphs: Latin words that a line parts keep their space, Chinese ones get none") {
    PageMaker page;
    page.put(50, 100, "Revenue grew by a third in the").put(50, 112, "second quarter of the fiscal yr");
    CHECK(page.text() == "Revenue grew by a third in the second quarter of the fiscal yr\n");
}

TEST_CASE("glyphs: a table without rules") {
    PageMaker page;
    const char* rows[][4] = {{"指标", "2023A", "2024A", "2025E"},
                             {"营业收入（百万元）", "5,805", "6,671", "7,552"},
                             {"归母净利润（百万元）", "949", "1,105", "1,292"},
                             {"EPS（元）", "2.69", "", "3.58"}};
    float y = 100;
    for (const auto& row : rows) {
        page.put(50, y, row[0]);
        for (int c = 1; c < 4; ++c) page.put_right(190.0F + 50.0F * static_cast<float>(c), y, row[c]);
        y += 15;
    }
    CHECK(page.text() == "指标\t2023A\t2024A\t2025E\n"
                         "营业收入（百万元）\t5,805\t6,671\t7,552\n"
                         "归母净利润（百万元）\t949\t1,105\t1,292\n"
                         "EPS（元）\t2.69\t\t3.58\n");
}

TEST_CASE("glyphs: a header in the middle of its years moves to the first of them") {
    PageMaker page;
    page.put(250, 100, "EPS").put(400, 100, "PE").put(50, 107, "公司").put(150, 107, "股价");
    float y = 115;
    const char* rows[][8] = {{"", "", "2024A", "2025E", "2026E", "2024A", "2025E", "2026E"},
                             {"恒生电子", "68.23", "3.26", "3.88", "4.44", "21", "18", "15"},
                             {"中科创达", "28.56", "1.01", "1.05", "1.23", "28", "27", "23"}};
    for (const auto& row : rows) {
        if (*row[0] != '\0') page.put(50, y, row[0]);
        for (int c = 1; c < 8; ++c)
            if (*row[c] != '\0') page.put_right(125.0F + 48.0F * static_cast<float>(c), y, row[c]);
        y += 16;
    }
    // what spans both lines belongs to the first
    CHECK(page.text().find("公司\t股价\tEPS\t\t\tPE\t\t\n\t\t2024A\t2025E") != std::string::npos);
}

TEST_CASE("glyphs: a title and its unit above the years are one caption") {
    PageMaker page;
    page.put(50, 100, "利润表")
        .put_right(300, 100, "单位:百万元")
        .put(50, 115, "会计年度")
        .put(50, 130, "营业收入");
    const char* cells[][3] = {{"2023A", "2024E", "2025E"}, {"544", "645", "807"}};
    for (int r = 0; r < 2; ++r)
        for (int c = 0; c < 3; ++c)
            page.put_right(200.0F + 50.0F * static_cast<float>(c), 115.0F + 15.0F * static_cast<float>(r),
                           cells[r][c]);
    CHECK(page.text() == "利润表 单位:百万元\n\n会计年度\t2023A\t2024E\t2025E\n营业收入\t544\t645\t807\n");
}

TEST_CASE("glyphs: the names of a template's fields are no text, also over text") {
    PageMaker page;
    page.put(50, 99, "[Table_Summary]").put(50, 100, "事件：公司发布年报。");
    const layout::PageText written = page.written();
    CHECK(written.text == "事件：公司发布年报。\n");
    CHECK(written.findings.at(0).code == "template_marks");
}

TEST_CASE("glyphs: the figures of a chart are no table") {
    PageMaker page;
    for (int i = 0; i < 8; ++i) {
        const float y = 100.0F + 12.0F * static_cast<float>(i);
        page.put_right(60, y, std::to_string(80 - 10 * i));
        page.put_right(90.0F + 40.0F * static_cast<float>(i), y, "3." + std::to_string(i) + "5");
        page.put_right(430, y, std::to_string(40 - 5 * i) + "%");
    }
    CHECK(page.text().find('\t') == std::string::npos);
}

TEST_CASE("glyphs: two tables side by side are two tables") {
    PageMaker page;
    for (int row = 0; row < 5; ++row) {
        const float y = 100.0F + 14.0F * static_cast<float>(row);
        for (const float x : {40.0F, 300.0F}) {
            page.put(x, y,
                     row == 0 ? (x < 100 ? "资产负债表" : "利润表") : (x < 100 ? "货币资金" : "营业收入"));
            for (int c = 0; c < 3; ++c) {
                const float right = x + 130 + 45 * static_cast<float>(c);
                const std::string cell = row == 0 ? std::to_string(2024 + c) + "E"
                                                  : std::to_string(100 * row + c) + (x < 100 ? "1" : "2");
                page.put_right(right, y, cell);
            }
        }
    }
    const std::string text = page.text();
    CHECK(text.starts_with("资产负债表\t2024E\t2025E\t2026E\n货币资金\t1001\t1011\t1021\n"));
    CHECK(text.find("\n\n利润表\t2024E\t2025E\t2026E\n营业收入\t1002\t1012\t1022\n") != std::string::npos);
}

TEST_CASE("glyphs: a side bar is read behind the column beside it") {
    PageMaker page;
    put_prose(page, 50, 100, 12, "公司一季度收入保持较快增长毛利率同比提升费用率下降");
    page.put(420, 103, "基础数据");
    const char* rows[][2] = {{"总股本(亿股)", "3.61"}, {"流通股(亿股)", "3.21"}, {"总市值(亿元)", "292.26"}};
    float y = 121;
    for (const auto& row : rows) {
        page.put(420, y, row[0]).put_right(560, y, row[1]);
        y += 13;
    }
    page.put(420, 180, "相关研究").put(420, 199, "业务稳健增长").put(420, 212, "新兴业务放量");
    const std::string text = page.text();
    const auto bar = text.find("基础数据\n\n总股本(亿股)\t3.61\n流通股(亿股)\t3.21\n总市值(亿元)\t292.26\n");
    CHECK(bar != std::string::npos);
    CHECK(text.rfind("费用率下降") < bar);
}

TEST_CASE("glyphs: a watermark is left out and counted, a page on its side is read") {
    PageMaker page;
    page.put(50, 100, "公司点评").put(200, 400, "仅供内部", 40, -45);
    const layout::PageText written = page.written();
    CHECK(written.text == "公司点评\n");
    REQUIRE(written.findings.size() == 1);
    CHECK(written.findings[0].code == "glyphs_turned");
    CHECK(written.findings[0].count == 4);

    PageMaker turned; // read from the top down: what follows stands below
    for (int i = 0; i < 4; ++i) {
        const float y = 100.0F + 10.0F * static_cast<float>(i);
        turned.pages.pages[0].glyphs.push_back(
            {U'a' + static_cast<char32_t>(i), {290, y, 302, y + 10}, 292, y, 10, 90});
    }
    CHECK(turned.text() == "abcd\n");
}

TEST_CASE("glyphs: Chinese set from the top down does not part the lines beside it") {
    PageMaker page;
    const char* bar[] = {"公", "司", "研", "究", "报", "告"};
    for (int i = 0; i < 6; ++i) page.put(20, 100.0F + 16.0F * static_cast<float>(i), bar[i]);
    put_prose(page, 50, 100, 6, "公司一季度收入保持较快增长毛利率同比提升费用率下降");
    const std::string text = page.text();
    CHECK(text.starts_with("公司一季度收入"));
    CHECK(text.ends_with("\n\n公司研究报告\n"));
}

TEST_CASE("glyphs: overprinted bold is one character, ligatures are letters, what has no name is counted") {
    PageMaker page;
    page.put(50, 100, "买入").put(50.4F, 100, "买入").put(50, 130, "e\uFB03cient");
    page.pages.pages[0].glyphs.push_back({0xFFFE, {50, 151, 60, 162}, 50, 160, 10, 0});
    const layout::PageText written = page.written();
    CHECK(written.text == "买入\n\nefficient\n\n\uFFFD\n");
    CHECK(written.findings.at(0).code == "glyphs_unreadable");
}

TEST_CASE("glyphs: every byte knows its page and box") {
    PageMaker page;
    page.put(50, 100, "收入").page().put(70, 300, "利润");
    const layout::PageText written = page.written();
    REQUIRE(written.text == "收入\n\n利润\n");
    const auto first = written.map.place_of({0, 6}), second = written.map.place_of({11, 14});
    REQUIRE(first);
    CHECK(first->page == 1);
    CHECK(first->box == layout::Box{50, 91, 70, 102});
    REQUIRE(second);
    CHECK(second->page == 2);
    CHECK(second->box.x0 == 80);
    CHECK_FALSE(written.map.place_of({6, 7}));
}

TEST_CASE("glyphs: a long span's box is that of its glyphs") {
    layout::PageMap map;
    for (std::uint32_t i = 0; i < 500; ++i)
        map.add(i, i < 300 ? 1 : 2, {static_cast<float>(i), 1, static_cast<float>(i) + 1, 2});
    CHECK(map.place_of({70, 290})->box == layout::Box{70, 1, 290, 2});
    CHECK(map.place_of({70, 490})->box == layout::Box{70, 1, 300, 2});
    CHECK(map.place_of({310, 490})->page == 2);
}

TEST_CASE("glyphs: places that are no numbers, and no size, are left out") {
    PageMaker page;
    page.put(50, 100, "收入");
    const float nan = std::numeric_limits<float>::quiet_NaN();
    page.pages.pages[0].glyphs.push_back({U'x', {nan, 0, 1, 1}, 0, 0, 10, 0});
    page.pages.pages[0].glyphs.push_back({U'y', {0, 0, 1, 1}, 0, 0, 0, 0});
    page.pages.pages[0].glyphs.push_back({U'z', {0, 0, 1, 1}, 0, 0, 10, nan});
    CHECK(page.text() == "收入\n");
}

TEST_CASE("glyphs: packed pages are the same pages, damaged ones an error") {
    PageMaker page;
    page.put(50, 100, "收入 2024").page();
    page.pages.findings.push_back({"no_text_layer", Severity::warning, "report", 1, "page 2", {}});
    const std::string bytes = layout::pack(page.pages);
    const layout::GlyphPages back = layout::unpack(bytes);
    CHECK(layout::write_text(back, shipped_lexicon(), Limits{}).text == page.text());
    REQUIRE(back.findings.size() == 1);
    CHECK(back.findings[0].what == "page 2");
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        CHECK_THROWS_AS(layout::unpack(std::string_view(bytes).substr(0, cut)), ParseError);
    CHECK_THROWS_AS(layout::unpack(bytes + "x"), ParseError);
}

TEST_CASE("glyphs: text beside the page is left out and counted, boxes end at its edge") {
    PageMaker page;
    page.put(50, 100, "收入").put(600, 100, "9").put(50, 900, "页外").put(-3, 200, "半");
    const layout::PageText written = page.written();
    CHECK(written.text == "收入\n\n半\n");
    REQUIRE(written.findings.size() == 1);
    CHECK(written.findings[0].code == "glyphs_outside");
    CHECK(written.findings[0].count == 3);
    CHECK(written.map.place_of({8, 11})->box.x0 == 0);
}

TEST_CASE("glyphs: what a cell's characters make it") {
    using layout::ChunkKind;
    const auto kind = [](std::u32string_view cell) { return layout::kind_of_cell(cell, shipped_lexicon()); };
    for (const std::u32string_view year :
         {U"2024", U"2025E", U"25E", U"FY26F", U"12/2025", U"12/25E", U"TTM"})
        CHECK(kind(year) == ChunkKind::year);
    for (const std::u32string_view number :
         {U"1,234", U"(12.5)", U"3.4%", U"-", U"--", U"N/A", U"n.m.", U"２１", U"15x"})
        CHECK(kind(number) == ChunkKind::number);
    for (const std::u32string_view text : {U"", U"24Q1", U"2024Q1", U"收入", U"EPS", U"1\uFFFD2"})
        CHECK(kind(text) == ChunkKind::text);
}

TEST_CASE("glyphs: words read off a picture share their boxes among their characters") {
    PageMaker page;
    page.pages.pages[0].source = layout::PageSource::picture;
    CHECK(page.written().findings.at(0).code == "no_text_layer");
    const std::vector<layout::PageWord> words = {{"营业收入", {50, 90, 90, 104}},
                                                 {"7,281", {240, 90, 265, 104}},
                                                 {"8,052", {300, 90, 325, 104}},
                                                 {"净利润", {50, 106, 80, 120}},
                                                 {"1,424", {240, 106, 265, 120}},
                                                 {"1,650", {300, 106, 325, 120}},
                                                 {"", {1, 1, 2, 2}},
                                                 {"平", {9, 9, 9, 9}}};
    CHECK(layout::put_words(page.pages.pages[0], words, 1'000) == 0);
    const layout::PageText written = page.written();
    CHECK(written.text == "营业收入\t7,281\t8,052\n净利润\t1,424\t1,650\n");
    CHECK(written.findings.at(0).code == "text_recognized");
    const auto place = written.map.place_of({13, 18});
    REQUIRE(place);
    CHECK(place->box == layout::Box{240, 90, 265, 104});
    CHECK(layout::put_words(page.pages.pages[0], words, 13) == 19); // no part of a figure
    CHECK(page.written().text == "营业收入\n\n7,281\n");
}
