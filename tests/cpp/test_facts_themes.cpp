#include "prose.hpp"

#include "yanbao/facts/themes.hpp"

#include <regex>

using namespace yanbao;

namespace {

using Rows = std::vector<std::string>;

/// Every row as "parent/theme/name/role", in the order of the table.
Rows member_rows(const Prose& prose) {
    Rows out;
    for (const auto& t : prose.facts.themes)
        out.push_back(t.parent + "/" + t.theme + "/" + t.name + "/" + t.role);
    return out;
}

Prose themes_of(std::string text, std::string day = "2023-05-06") {
    Prose prose(std::move(text), "", std::move(day));
    return prose.read([](const facts::Context& context, facts::Facts& facts) {
        facts::read_themes(context, {}, facts); // no table among them
    });
}

Rows themes(std::string text) { return member_rows(themes_of(std::move(text))); }

std::string descriptor(const Prose& prose, std::string_view name) {
    for (const auto& t : prose.facts.themes)
        if (t.name == name) return t.descriptor;
    return "no row";
}

const std::string nested =
    "我们推荐以下四条主线：1、国产软件：国产数据库领军太极股份，“中国芯”海光信息。其他受益标的还包括：1) "
    "操作系统：中国软件、麒麟信安等。2) "
    "服务器：中国长城、拓维信息等。2、金融科技：重点推荐证券 IT "
    "恒生电子（与非银组联合覆盖），此外宇信科技、长亮科技均迎景气上行。"
    "3、网络安全：首推新兴安全双龙头奇安信+"
    "深信服，安恒信息作为细分龙头也将深度受益，启明星辰、美亚柏科为重点受益标的。";

const Rows nested_rows{
    "/国产软件/太极股份/pick",
    "/国产软件/海光信息/pick",
    "国产软件/操作系统/中国软件/beneficiary",
    "国产软件/操作系统/麒麟信安/beneficiary",
    "国产软件/服务器/中国长城/beneficiary",
    "国产软件/服务器/拓维信息/beneficiary",
    "/金融科技/恒生电子/key_pick",
    "/金融科技/宇信科技/beneficiary",
    "/金融科技/长亮科技/beneficiary",
    "/网络安全/奇安信/key_pick",
    "/网络安全/深信服/key_pick",
    "/网络安全/安恒信息/beneficiary",
    "/网络安全/启明星辰/key_beneficiary",
    "/网络安全/美亚柏科/key_beneficiary",
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

/// Lines of so many characters.
std::string wrapped(const std::string& text, std::size_t width) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
        if (starts && column++ > 0 && column % width == 0) out += '\n';
        out += text[i];
    }
    return out;
}

} // namespace

TEST_CASE("nested lists in one paragraph: parents, lead-in roles, words before and behind", "[themes]") {
    const Prose prose = themes_of(nested);
    CHECK(member_rows(prose) == nested_rows);
    CHECK(descriptor(prose, "太极股份") == "国产数据库领军");
    CHECK(descriptor(prose, "海光信息") == "中国芯");
    CHECK(descriptor(prose, "恒生电子") == "证券IT");
    CHECK(descriptor(prose, "深信服") == "新兴安全双龙头");
    CHECK(descriptor(prose, "安恒信息") == "细分龙头");
    CHECK(prose.facts.themes.front().ticker == "002368.SZ");
}

TEST_CASE("print does not matter: line breaks, half width, numbers in other forms", "[themes]") {
    for (const std::size_t width : {19, 23, 31, 47}) {
        INFO(width);
        CHECK(themes(wrapped(nested, width)) == nested_rows);
    }
    std::string half = nested;
    for (const auto& [full, narrow] :
         {std::pair("，", ","), {"：", ": "}, {"（", "("}, {"）", ")"}, {"。", ". "}})
        half = replaced(half, full, narrow);
    CHECK(themes(half) == nested_rows);
    for (const char* form : {"$1. ", "（$1）", "第$1，"}) {
        std::string other = nested;
        for (int n = 1; n <= 3; ++n) {
            std::string mark = replaced(form, "$1", std::to_string(n));
            other = replaced(other, std::to_string(n) + "、", mark);
        }
        INFO(other);
        CHECK(themes(other) == nested_rows);
    }
}

TEST_CASE("bold type parts a name from its descriptor, a list stops before `and so on`", "[themes]") {
    const Prose prose =
        themes_of("投资建议\n\n- **传媒类公司**，受益标的包括某云平台**神州泰岳**、三七互娱、昆仑万维等"
                  "元宇宙、数字人、游戏、出版等相关标的。\n");
    CHECK(member_rows(prose) == Rows{"/传媒类公司/神州泰岳/beneficiary", "/传媒类公司/三七互娱/beneficiary",
                                     "/传媒类公司/昆仑万维/beneficiary"});
    CHECK(descriptor(prose, "神州泰岳") == "某云平台");
}

TEST_CASE("a name that the exchanges do not know stays, with a finding", "[themes]") {
    const Prose prose = themes_of("1、应用端，受益标的包括福昕软件、万兴科技、华建股份、广联达等；");
    REQUIRE(prose.facts.themes.size() == 4);
    CHECK(prose.facts.themes[2].name == "华建股份");
    CHECK(prose.facts.themes[2].ticker.empty());
    REQUIRE(prose.count("unknown_security") == 1);
    CHECK(prose.facts.findings.front().subject == "华建股份");
}

TEST_CASE("words that are no companies give no rows", "[themes]") {
    CHECK(themes("1、新方向：建议关注人形机器人、太阳能、电子科技等方向。").empty());
    CHECK(themes("1、新方向：重点推荐高景气的算力、存储板块。").empty());
    CHECK(themes("4. 云计算龙头：《用友网络：建议关注金山办公、深信服等》").empty());
    CHECK(themes("本周核心推荐标的中，涨幅最大的为宇信科技，跌幅最大的为中科创达。").empty());
    CHECK(themes("评级说明\n\n推荐：行业指数强于基准 10%以上；买入：股价强于基准 15%以上。").empty());
    const Prose prose = themes_of("1、医药：建议关注恒瑞医药、创新药、百济神州、信立泰等。");
    CHECK(prose.facts.themes.size() == 3);
    CHECK(prose.count("unread_list_item") == 1);
}

TEST_CASE("a list printed again counts once, and mends a copy that a page cuts", "[themes]") {
    const std::string list = "2、芯片侧，受益标的包括云天励飞、国芯科技、寒武纪、海光信息等；";
    const Rows expected{"/芯片侧/云天励飞/beneficiary", "/芯片侧/国芯科技/beneficiary",
                        "/芯片侧/寒武纪/beneficiary", "/芯片侧/海光信息/beneficiary"};
    CHECK(themes(list + "\n\n下文再述。\n\n" + list) == expected);
    const std::string cut = "2、芯片侧，受益标的包括云天励飞、国芯科技、寒武纪、海光\n\n某某证券研究所\n\n"
                            "请务必阅读正文之后的免责条款部分\n\n7\n\n信息等；";
    CHECK(themes(cut) == expected);
    CHECK(themes(replaced(list, "海光信息", "海光倍息") + "\n\n" + list) == expected);
    const Prose twice = themes_of(list + "\n\n2、芯片侧，建议关注寒武纪。");
    CHECK(member_rows(twice) == expected);
    CHECK(twice.count("theme_conflict") == 1);
}

TEST_CASE("labels without numbers, brackets, frames and groups name themes", "[themes]") {
    CHECK(themes("创新药：重点推荐恒瑞医药；血制品：关注天坛生物。") ==
          Rows{"/创新药/恒瑞医药/key_pick", "/血制品/天坛生物/watch"});
    CHECK(themes("【创新药】建议关注恒瑞医药、百济神州。【研发外包】推荐药明康德。") ==
          Rows{"/创新药/恒瑞医药/watch", "/创新药/百济神州/watch", "/研发外包/药明康德/pick"});
    CHECK(themes("从低估值角度选股，主要集中在中药领域，重点推荐佐力药业、东阿阿胶等。") ==
          Rows{"/低估值/佐力药业/key_pick", "/低估值/东阿阿胶/key_pick"});
    CHECK(themes("1、高壁垒：建议关注麻药（人福医药、恩华药业等）、长春高新（生长激素）。") ==
          Rows{"高壁垒/麻药/人福医药/watch", "高壁垒/麻药/恩华药业/watch", "/高壁垒/长春高新/watch"});
    CHECK(themes("推荐标的：科研服务：百普赛斯、毕得医药；原料药：普洛药业、奥锐特。") ==
          Rows{"/科研服务/百普赛斯/pick", "/科研服务/毕得医药/pick", "/原料药/普洛药业/pick",
               "/原料药/奥锐特/pick"});
}

TEST_CASE("a list that nothing names is left out, and said so", "[themes]") {
    const Prose prose = themes_of("投资建议：建议关注爱美客，华熙生物，珀莱雅等。");
    CHECK(prose.facts.themes.empty());
    CHECK(prose.count("theme_unnamed") == 1);
    const Prose under = themes_of("## 2、医美产业链\n\n建议关注爱美客，华熙生物，珀莱雅等。");
    CHECK(member_rows(under) ==
          Rows{"/医美产业链/爱美客/watch", "/医美产业链/华熙生物/watch", "/医美产业链/珀莱雅/watch"});
}

TEST_CASE("names are those of the day and of the market that is said", "[themes]") {
    CHECK(themes_of("1、甲：推荐云天励飞、科大讯飞、用友网络。", "2021-01-05")
              .facts.themes.front()
              .ticker.empty());
    CHECK(themes_of("1、甲：推荐云天励飞、科大讯飞、用友网络。", "2023-05-05").facts.themes.front().ticker ==
          "688343.SH");
    const Prose prose = themes_of("1、创新药：建议关注A股恒瑞医药、港股药明康德、康方生物。", "2024-05-05");
    REQUIRE(prose.facts.themes.size() == 3);
    CHECK(prose.facts.themes[1].ticker == "2359.HK");
    const Prose ticker = themes_of("1、甲：推荐龙头恒生电子（600570.SH）、某某软件（688111）。");
    REQUIRE(ticker.facts.themes.size() == 2);
    CHECK(ticker.facts.themes[0].ticker == "600570.SH");
    CHECK(ticker.facts.themes[1].ticker == "688111.SH");
    CHECK(ticker.printed(ticker.facts.themes[0], "ticker") == "600570.SH");
}

TEST_CASE("commas part a list as well, even behind a first name that nobody knows", "[themes]") {
    const Prose prose = themes_of("5. 休闲零食: 建议关注禾沐生物,三只松鼠,有友食品,洽洽食品.");
    REQUIRE(prose.facts.themes.size() == 4);
    CHECK(prose.facts.themes.front().name == "禾沐生物");
    CHECK(prose.facts.themes.front().ticker.empty());
    CHECK(prose.facts.themes.back().role == "watch");
    CHECK(themes_of("5. 创新药: 建议关注研发进展，恒瑞医药一季度业绩增长。").facts.themes.empty());
}

TEST_CASE("every row says where it is printed", "[themes]") {
    const Prose prose = themes_of(nested);
    for (const auto& row : prose.facts.themes) {
        CHECK(prose.printed(row.at) == row.name);
        CHECK(prose.printed(row, "name") == row.name);
        CHECK(prose.printed(row, "theme") == row.theme);
        CHECK(prose.printed(row, "parent") == row.parent);
        CHECK_FALSE(prose.printed(row, "role").empty());
    }
}
