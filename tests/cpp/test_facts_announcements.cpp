#include "prose.hpp"

#include "yanbao/facts/announcements.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>

using namespace yanbao;

namespace {

Prose announcements_of(std::string text) {
    return Prose(std::move(text)).read([](const facts::Context& c, facts::Facts& f) {
        facts::read_announcements(c, table::grids_of(c.document, c.lexicon, c.limits), f);
    });
}

const std::string two =
    "4. 本周重要公告汇总\n\n"
    "1. 朗新科技:关于向激励对象授予限制性股票的公告\n\n"
    "本激励计划拟向激励对象授予的限制性股票总计不超过 1,728.823 万股, 约占本激励计划草案公告时公司股本总额 "
    "108,416.6443 万股的 1.59%, 授予对象 1,082 人, 授予价格: 18 元/股。本激励计划的考核年度为 2023-2024 "
    "两个会计年度。\n\n"
    "2. 科大讯飞：关于回购公司股份的进展公告\n\n"
    "截至 2023 年 4 月 30 日, 公司以集中竞价交易方式累计回购公司股份 18,555,961 股, 占公司总股本的 0.80%, "
    "最高成交价为 44.60 元/股, 最低成交价为 32.17 元/股, 已使用资金总额为 7.59372 亿元。\n\n"
    "5. 本周重要新闻汇总\n\n1. 京东申请注册商标\n\n正文。（来源：36 氪）\n";

} // namespace

TEST_CASE("announcements: company, kind, title and exact figures", "[announcements]") {
    const auto prose = announcements_of(two);
    const auto& found = prose.facts.announcements;
    REQUIRE(found.size() == 2);
    CHECK(found[0].no == 1);
    CHECK(found[0].company == "朗新科技");
    CHECK(found[0].kind == "equity_incentive");
    CHECK(found[0].title == "关于向激励对象授予限制性股票的公告");
    CHECK(
        found[0].facts ==
        R"({"shares": 17288230, "share_of_capital": 0.0159, "total_capital": 1084166443, "people": 1082, "price": 18})");
    CHECK(found[1].company == "科大讯飞");
    CHECK(found[1].kind == "buyback");
    CHECK(
        found[1].facts ==
        R"({"as_of": "2023-04-30", "shares": 18555961, "share_of_capital": 0.008, "price_high": 44.6, "price_low": 32.17, "amount": 759372000})");
    CHECK(prose.printed(found[1].at) == "关于回购公司股份的进展公告");
}

TEST_CASE("a title without a colon: the list of securities knows the company", "[announcements]") {
    const auto prose = announcements_of(
        "重要公告\n\n1. "
        "智微智能发布2022年年度审计报告\n\n2022年度公司营业收入金额分别为人民币3,032,687,027.37元,"
        "其中主营业务收入为人民币2,821,153,001.36元,占营业收入的93.02%。\n");
    REQUIRE(prose.facts.announcements.size() == 1);
    const auto& found = prose.facts.announcements[0];
    CHECK(found.company == "智微智能");
    CHECK(found.title == "发布2022年年度审计报告");
    CHECK(found.kind == "annual_report");
    CHECK(found.facts ==
          R"({"revenue": 3032687027.37, "main_revenue": 2821153001.36, "main_revenue_share": 0.9302})");
}

TEST_CASE("holdings sold: the span of days and the share before", "[announcements]") {
    const auto prose =
        announcements_of("公司公告\n\n1、顶点软件：关于股东减持股份至5%"
                         "以下的权益变动提示性公告\n\n2023年5月4日,公司收到《简式权益变动报告书》,"
                         "金石投资2023年2月15日至5月4日期间,减持公司股份1,040,250股,占公司总股本的0.61%,"
                         "持股比例由5.61%下降至5%以下。\n");
    REQUIRE(prose.facts.announcements.size() == 1);
    CHECK(prose.facts.announcements[0].kind == "shareholding_decrease");
    CHECK(
        prose.facts.announcements[0].facts ==
        R"({"from": "2023-02-15", "to": "2023-05-04", "shares": 1040250, "share_of_capital": 0.0061, "share_before": 0.0561})");
}

TEST_CASE("a joint venture: the company's own part, wherever it stands", "[announcements]") {
    const std::string head = "公司公告\n\n9. "
                             "志晟信息:对外投资的公告\n\n河北志晟信息技术股份有限公司(以下简称“志晟信息”)"
                             "与北京华科国显科技有限公司"
                             "(以下简称“华科国显”)共同投资设立北京鑫源智通科技有限公司(以下简称“鑫源智通”),"
                             "注册资本及持股比例：3,000 万元，其中";
    const std::string own = "志晟信息认缴出资 1,530 万元，持有鑫源智通 51%的股权",
                      other = "华科国显认缴出资 1,470 万元，持有鑫源智通 49%的股权";
    const std::string expected = R"({"joint_venture_capital": 30000000, "amount": 15300000, "stake": 0.51})";
    for (const std::string& text : {head + own + "；" + other + "。\n", head + other + "；" + own + "。\n"}) {
        const auto prose = announcements_of(text);
        REQUIRE(prose.facts.announcements.size() == 1);
        CHECK(prose.facts.announcements[0].kind == "investment");
        CHECK(prose.facts.announcements[0].facts == expected);
    }
}

TEST_CASE("an announcement of another kind stays, without a kind", "[announcements]") {
    const auto prose =
        announcements_of("重要公告\n\n1. 恒生电子：关于投资者关系活动的公告\n\n公司接待了调研。\n\n2. "
                         "用友网络：半年度报告\n\n营业收入33亿元。\n");
    REQUIRE(prose.facts.announcements.size() == 2);
    CHECK(prose.facts.announcements[0].kind.empty());
    CHECK(prose.facts.announcements[0].facts == "{}");
    CHECK(prose.facts.announcements[1].kind.empty());
}

TEST_CASE("one bound is the amount, two are told", "[announcements]") {
    const auto facts_of = [](const std::string& text) {
        return announcements_of("公司公告\n\n1. 科达利：关于对外投资的公告\n\n" + text + "\n");
    };
    CHECK(facts_of("公司拟以自有资金不超过6亿元投资建设海外生产基地。").facts.announcements[0].facts ==
          R"({"amount": 600000000})");
    const auto two_bounds = facts_of("公司拟投资不低于1亿元且投资不超过2亿元。");
    CHECK(two_bounds.facts.announcements[0].facts == "{}");
    CHECK(two_bounds.count("announcement_ambiguous") == 1);
}

TEST_CASE("an earnings call has its day; codes and brackets around the company go", "[announcements]") {
    const auto prose =
        announcements_of("重点公告\n\n1. 中国软件（600536.SH）：召开 2022 年度业绩说明会\n\n2023 年 05 月 "
                         "12 日上午 10:00-11:30 召开。\n\n"
                         "2.【恒生电子】（600570.SH）关于回购股份的公告\n\n公司拟回购。\n");
    REQUIRE(prose.facts.announcements.size() == 2);
    CHECK(prose.facts.announcements[0].company == "中国软件");
    CHECK(prose.facts.announcements[0].facts == R"({"date": "2023-05-12"})");
    CHECK(prose.facts.announcements[1].company == "恒生电子");
    CHECK(prose.facts.announcements[1].title == "关于回购股份的公告");
}

namespace {

/// Cells of a line of CSV; quoted ones may hold commas and doubled quotes.
std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            if (!quoted && !out.back().empty()) out.back() += '"'; // the second of two
            quoted = !quoted;
        } else if (c == ',' && !quoted)
            out.emplace_back();
        else if (c != '\r')
            out.back() += c;
    }
    return out;
}

} // namespace

TEST_CASE("the figures of the gold report's announcements", "[announcements]") {
    const auto shared =
        std::filesystem::path(YANBAO_TEST_DATA).parent_path().parent_path().parent_path() / "shared";
    const auto gold = shared / "gold" / "000_716d801d961a64a2" / "announcements.csv";
    if (!std::filesystem::exists(gold)) {
        WARN("skipped: no outside documents at " << gold.string());
        return;
    }
    const auto prose = announcements_of(read_file(shared / "reports" / "000_716d801d961a64a2.txt"));
    std::istringstream lines(read_file(gold));
    std::string line;
    std::getline(lines, line);
    REQUIRE(line.starts_with("no,company,kind,title,facts"));
    std::size_t i = 0;
    for (; std::getline(lines, line); ++i) {
        const auto want = cells(line);
        REQUIRE(i < prose.facts.announcements.size());
        const auto& found = prose.facts.announcements[i];
        INFO(found.company);
        CHECK(std::to_string(found.no.value_or(0)) == want[0]);
        CHECK(found.company == want[1]);
        CHECK(found.kind == want[2]);
        CHECK(nlohmann::ordered_json::parse(found.facts) == nlohmann::ordered_json::parse(want[4]));
    }
    CHECK(prose.facts.announcements.size() == i);
}
