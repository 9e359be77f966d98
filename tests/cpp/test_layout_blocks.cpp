#include "catch.hpp"
#include "shipped.hpp"
#include "yanbao/base/error.hpp"
#include "yanbao/layout/document.hpp"

using namespace yanbao;
using layout::BlockKind;

namespace {

layout::Document read(std::string text) {
    return layout::read_text(std::move(text), shipped_lexicon(), Limits{});
}

std::vector<std::string> texts(const layout::Document& d, BlockKind kind) {
    std::vector<std::string> out;
    for (const auto& b : d.blocks)
        if (b.kind == kind) out.push_back(d.printed(b.atoms));
    return out;
}

} // namespace

TEST_CASE("prose broken at any column is one paragraph", "[layout]") {
    const auto d = read("本周沪深300指数下跌0.3%，申万计\n算机行业周跌幅1.15%，低于指\n数0."
                        "85个百分点。\n\n下一段从这里开始，说的是别的。\n");
    const auto paragraphs = texts(d, BlockKind::paragraph);
    REQUIRE(paragraphs.size() == 2);
    CHECK(paragraphs[0] == "本周沪深300指数下跌0.3%，申万计算机行业周跌幅1.15%，低于指数0.85个百分点。");
}

TEST_CASE("a side bar and a page number do not cut a list item", "[layout]") {
    const auto d = read("1、算力芯片，受益标的包括寒武纪、海光信\n\n请务必阅读正文之后的免责条款\n\n12\n\n行"
                        "业评级：推荐\n\n息、龙芯中科等；\n\n"
                        "2、光模块，受益标的包括中际旭创、新易盛等。\n");
    const auto items = texts(d, BlockKind::item);
    REQUIRE(items.size() == 2);
    CHECK(items[0] == "1、算力芯片，受益标的包括寒武纪、海光信息、龙芯中科等；");
    CHECK(texts(d, BlockKind::furniture).size() == 2);
    CHECK(texts(d, BlockKind::sidebar).size() == 1);
    CHECK(d.blocks[0].number == 1);
}

TEST_CASE("every block's spans lie in the source and print its text", "[layout]") {
    const std::string source = "# 标题\n\n正文（第一段，被分页\n\n3\n\n切断）继续。\n\n| 代码 | 名称 "
                               "|\n|---|---|\n| 600570.SH | 恒生电子 |\n";
    const auto d = read(source);
    for (const auto& b : d.blocks)
        for (const Span s : d.spans(b.atoms)) {
            CHECK(s.start < s.end);
            CHECK(s.end <= source.size());
        }
    const auto paragraphs = texts(d, BlockKind::paragraph);
    REQUIRE(paragraphs.size() == 1);
    CHECK(paragraphs[0] == "正文（第一段，被分页切断）继续。");
    REQUIRE(d.rows.size() == 2);
    CHECK(d.printed(d.cell(d.rows[1], 1)) == "恒生电子");
    CHECK(d.line_of(d.span(d.cell(d.rows[1], 0)).start) == 11);
}

TEST_CASE("headings, captions, notes and contents lines are told apart", "[layout]") {
    const auto d = read("目录\n\n1. 市场回顾.......5\n图表 1 行业涨跌幅.......6\n\n一、市场回顾\n\n图表 1 "
                        "行业涨跌幅\n\n资料来源：Wind\n\n风险提示\n\n政策风险。\n");
    CHECK(texts(d, BlockKind::contents).size() == 2);
    CHECK(texts(d, BlockKind::heading) == std::vector<std::string>{"目录", "一、市场回顾", "风险提示"});
    CHECK(texts(d, BlockKind::caption) == std::vector<std::string>{"图表 1 行业涨跌幅"});
    CHECK(texts(d, BlockKind::note) == std::vector<std::string>{"资料来源：Wind"});
}

TEST_CASE("page furniture inside a table does not cut it", "[layout]") {
    const auto d = read("代码\t名称\n600570.SH\t恒生电子\n请务必阅读正文之后的免责声明\n600588."
                        "SH\t用友网络\n\n另一段话，不是表格。\n");
    std::size_t tables = 0;
    for (const auto& b : d.blocks) tables += b.kind == BlockKind::table ? 1 : 0;
    CHECK(tables == 1);
    CHECK(d.rows.size() == 3);
}

TEST_CASE("what is no text is refused with a type", "[layout]") {
    CHECK_THROWS_AS(read(std::string("ab\0cd", 5)), ParseError);
    CHECK_THROWS_AS(read("\xff\xfe"), ParseError);
    Limits small;
    small.bytes = 4;
    CHECK_THROWS_AS(layout::read_text("12345", shipped_lexicon(), small), LimitExceeded);
    CHECK(read("").blocks.empty());
}

TEST_CASE("a headline is not joined to the text below it", "[layout]") {
    const auto d =
        read("1. "
             "某公司:关于回购公司股份的进展公告\n\n截至2023年4月30日，公司累计回购股份18,555,"
             "961股，占总股本的0.80%，最高成交价\n\n"
             "为44.60元/股。\n\n《甲：深度报告》——2024-02-07\n\n《乙：点评，超预期》——2024-01-28\n");
    CHECK(texts(d, BlockKind::item) == std::vector<std::string>{"1. 某公司:关于回购公司股份的进展公告"});
    const auto paragraphs = texts(d, BlockKind::paragraph);
    REQUIRE(!paragraphs.empty());
    CHECK(paragraphs.front() ==
          "截至2023年4月30日，公司累计回购股份18,555,961股，占总股本的0.80%，最高成交价为44.60元/股。");
    for (const auto& p : paragraphs) CHECK(p.find("》——2024-02-07《") == std::string::npos);
}

TEST_CASE("a short line that goes on below, or comes from above, is no heading", "[layout]") {
    const auto d =
        read("（一）设备：首推北方华创、中微公司，此外盛美\n上海亦将受益，芯源微为受益标的。\n\n"
             "（二）材料\n\n正文从这里开始。\n\n- 3、动态跟踪：《供需两旺\n\n第2页\n\n，景气延续》\n");
    CHECK(texts(d, BlockKind::heading) == std::vector<std::string>{"（二）材料"});
    const auto items = texts(d, BlockKind::item);
    REQUIRE(items.size() == 2);
    CHECK(items[0] == "（一）设备：首推北方华创、中微公司，此外盛美上海亦将受益，芯源微为受益标的。");
    CHECK(items[1] == "- 3、动态跟踪：《供需两旺，景气延续》");
}

TEST_CASE("a point between digits of two lines ends no paragraph", "[layout]") {
    const auto d =
        read("行业共126只个股，上涨占比11.90%，下跌占比88.\n10%.涨幅前五名: 东鹏饮料，庄园牧场.\n");
    CHECK(texts(d, BlockKind::paragraph).size() == 1);
}
