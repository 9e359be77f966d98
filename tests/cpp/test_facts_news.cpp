#include "prose.hpp"

#include "yanbao/facts/news.hpp"

using namespace yanbao;

namespace {

using Rows = std::vector<std::string>;

Rows news(std::string text) {
    const auto prose = Prose(std::move(text)).read(facts::read_news);
    Rows out;
    for (const auto& n : prose.facts.news)
        out.push_back((n.no ? std::to_string(*n.no) : "-") + "|" + n.title + "|" + n.source);
    return out;
}

} // namespace

TEST_CASE("headlines with their sources, up to the next section", "[news]") {
    const Rows expected{"1|天翼云提供首个运营商云智超一体化算力平台|财联社",
                        "2|“AI 教父”杰弗里·辛顿告别谷歌|The Verge",
                        "3|白宫宣布首个 AI 监管计划：拨款 1.4 亿美元研究，制定指导方针|36 氪"};
    const std::string list =
        "1. "
        "天翼云提供首个运营商云智超一体化算力平台\n\n中国电信发布智能计算平台，助力降低成本。（来源：财联社）"
        "\n\n"
        "2. “AI 教父”杰弗里·辛顿告别谷歌\n\n近日，他宣布离职。“太可怕了。”（来源: The Verge）\n\n"
        "3. 白宫宣布首个 AI 监管计划：拨款 1.4 亿美元研究，制定指导方针\n\n计划拨款。（资料来源：36 氪）\n\n";
    CHECK(news("5. 本周重要新闻汇总\n\n" + list +
               "6. 历史报告回顾\n\n1. 用友网络：中国企业级 SaaS 脊梁\n\n一份旧报告。\n") == expected);
    CHECK(news("## 行业要闻\n\n" + list + "## 风险提示\n\n政策风险。\n") == expected);
    CHECK(news("2. 行业动态\n\n" + list + "3. 三季度展望\n\n我们认为，景气延续，业绩改善。\n") == expected);
}

TEST_CASE("a headline and its text may be cut by lines and pages", "[news]") {
    CHECK(news("五、行业新闻\n\n1、财政部：加强“互联网+农业”建设 "
               "推动云计算、\n大数据等新一代信息技术深度融合应用\n\n国家财政部发布通知，\n加快推动传统产业升"
               "级。\n\n"
               "请务必阅读正文之后的免责条款\n\n25\n\n注重网络安全、数据安全。（来源：智通财经网）\n\n2、京东"
               "申请注册商标\n\n近日，申请“ChatRhino”商标。（来源：36 氪）\n") ==
          Rows{"1|财政部：加强“互联网+农业”建设 推动云计算、大数据等新一代信息技术深度融合应用|智通财经网",
               "2|京东申请注册商标|36 氪"});
}

TEST_CASE("headline and text without a blank line between", "[news]") {
    CHECK(news("行业新闻\n\n1. 微软开放聊天机器人\n微软 5 月 4 "
               "日向所有人开放其聊天机器人，并取消等待名单。用户可以登录。（来源：新浪财经）\n"
               "2. 京东申请商标\n近日，京东申请注册商标，当前进度为申请中，国际分类为网站服务。（来源：36 "
               "氪）\n") == Rows{"1|微软开放聊天机器人|新浪财经", "2|京东申请商标|36 氪"});
}

TEST_CASE("lists inside a text are no headlines, and numbers may start again", "[news]") {
    CHECK(news("五、新闻\n\n1. "
               "工信部发布通知\n\n通知要求：\n\n1）加快建设；\n\n2）保障安全。（来源：财联社）\n\n2. "
               "另一条新闻\n\n正文。（来源：界面）\n\n"
               "1. 海外新闻从一开始\n\n正文。（来源：路透）\n") ==
          Rows{"1|工信部发布通知|财联社", "2|另一条新闻|界面", "1|海外新闻从一开始|路透"});
}

TEST_CASE("a list without sources is no news", "[news]") {
    CHECK(news("行业新闻\n\n1. 我们认为景气上行\n\n正文没有出处。\n").empty());
}

TEST_CASE("a title beside the section's own ends it", "[news]") {
    CHECK(news("## 行业新闻\n\n1. 甲公司发布新品\n\n正文。（来源：财联社）\n\n## 板块观察\n\n2. "
               "我们的观点\n\n据统计，需求上升。（来源：某某）\n") == Rows{"1|甲公司发布新品|财联社"});
}

TEST_CASE("headline and source know their places", "[news]") {
    const auto prose = Prose("新闻\n\n1. 甲公司发布新品\n\n正文。（来源：财联社）\n").read(facts::read_news);
    REQUIRE(prose.facts.news.size() == 1);
    CHECK(prose.printed(prose.facts.news[0].at) == "甲公司发布新品");
    CHECK(prose.printed(prose.facts.news[0], "source") == "财联社");
}
