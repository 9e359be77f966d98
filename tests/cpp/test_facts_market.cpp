#include "prose.hpp"

#include "yanbao/facts/market.hpp"

#include <sstream>

using namespace yanbao;

namespace {

std::string number(double value) {
    std::ostringstream out;
    out.precision(10);
    out << value;
    return out.str();
}

/// Every figure as "subject,measure,value,window", in the order of the report.
std::vector<std::string> market_rows(const Prose& prose) {
    std::vector<std::string> out;
    for (const auto& m : prose.facts.market)
        out.push_back(m.subject + "," + m.measure + "," + number(m.value.value) + "," + m.window);
    return out;
}

std::vector<std::string> market(std::string text, std::string sector = "计算机") {
    return market_rows(Prose(std::move(text), std::move(sector)).read(facts::read_market));
}

using Rows = std::vector<std::string>;

const std::string week =
    "本周市场走弱，电子位列第 7 位。本周沪深 300 指数下跌 0.42%，申万电子行业周跌幅 1.27%，"
    "低于指数 0.85 个百分点，在申万一级行业中排名第 7 位。";

} // namespace

TEST_CASE("a week's moves: the sector under its classification, signs by the words", "[market]") {
    const Rows expected{"申万电子,rank,7,week", "沪深300,change,-0.0042,week", "申万电子,change,-0.0127,week",
                        "申万电子,excess_change,-0.0085,week"};
    CHECK(market(week, "电子") == expected);
}

TEST_CASE("line breaks, half-width and full-width print change nothing", "[market]") {
    const Rows expected = market(week, "电子");
    std::string broken;
    for (std::size_t i = 0; i < week.size(); ++i) {
        broken += week[i];
        const bool at_character =
            i + 1 == week.size() || (static_cast<unsigned char>(week[i + 1]) & 0xC0) != 0x80;
        if (at_character && i % 41 < 3 && i > 60) broken += "\n";
    }
    CHECK(market(broken, "电子") == expected);
    std::string half = week;
    for (std::size_t at; (at = half.find("，")) != half.npos;) half.replace(at, 3, ",");
    CHECK(market(half, "电子") == expected);
    std::string full = week;
    for (std::size_t at; (at = full.find("1.27")) != full.npos;) full.replace(at, 4, "１．２７");
    CHECK(market(full, "电子") == expected);
    std::string ocr = week;
    for (std::size_t at; (at = ocr.find("1.27")) != ocr.npos;) ocr.replace(at, 4, "1. 27");
    CHECK(market(ocr, "电子") == expected);
}

TEST_CASE("page furniture in the middle of a sentence changes nothing", "[market]") {
    const auto at = week.find("低于指数");
    const std::string cut =
        week.substr(0, at) + "\n\n请务必阅读正文之后的免责条款\n\n19\n\n" + week.substr(at);
    CHECK(market(cut, "电子") == market(week, "电子"));
}

TEST_CASE("a year's moves; an excess over \"the index\" is the sector's", "[market]") {
    const auto found =
        market("2023 年初至今申万计算机行业涨幅在申万一级 31 个行业中排名第 3 名，超额收益为 22%。"
               "年初至今申万计算机行业累计上涨 25.75%，在申万一级 31 个行业中排名第 3 位，"
               "沪深 300 上涨 3.75%，高于指数 22 个百分点。");
    const Rows expected{"申万计算机,rank,3,ytd", "申万计算机,rank_of,31,ytd",
                        "申万计算机,excess_change,0.22,ytd", "申万计算机,change,0.2575,ytd",
                        "沪深300,change,0.0375,ytd"};
    CHECK(found == expected);
}

TEST_CASE("breadth is of the sector that the paragraph speaks of", "[market]") {
    const std::string text =
        "申万计算机是一个行业。\n\n本周计算机板块出现回调，整体交投仍然活跃。321 只个股中，157 只个股上涨，"
        "153 只个股下跌，11 只个股持平。上涨股票数占比 48.91%，下跌股票数占比 47.66%。";
    const Rows expected{"申万计算机,stocks,321,week",      "申万计算机,stocks_up,157,week",
                        "申万计算机,stocks_down,153,week", "申万计算机,stocks_flat,11,week",
                        "申万计算机,share_up,0.4891,week", "申万计算机,share_down,0.4766,week"};
    const auto prose = Prose(text, "计算机").read(facts::read_market);
    CHECK(market_rows(prose) == expected);
    CHECK(prose.facts.findings.empty());
}

TEST_CASE("counts in other words", "[market]") {
    const Rows expected{"传媒,stocks,140,week", "传媒,stocks_up,80,week", "传媒,stocks_down,55,week",
                        "传媒,stocks_flat,5,week", "传媒,share_up,0.5714,week"};
    CHECK(market("本周传媒行业共有140只个股，其中上涨80只，下跌55只，持平5只，上涨家数占比57.14%。",
                 "传媒") == expected);
    CHECK(market("本周传媒行业共140家公司，80家公司上涨，占比57.14%；55家公司下跌，5家公司持平。", "传媒") ==
          Rows{expected[0], expected[1], expected[4], expected[2], expected[3]});
    CHECK(market("本周传媒行业有20只个股上涨超过10%。", "传媒").empty());
}

TEST_CASE("the broker's own picks are no sector", "[market]") {
    CHECK(market("本周板块整体呈现普遍下跌的情况下，我们的8只核心推荐标的4只上涨。其中涨幅最大的为宇信科技，"
                 "涨幅为6.4%，跌幅最大的为中科创达，跌幅为8.46%。")
              .empty());
}

TEST_CASE("valuation against its history", "[market]") {
    const Rows expected{"申万计算机,pe_ttm_low,37.6,2018", "申万计算机,pe_ttm,68.93,latest",
                        "申万计算机,pe_ttm_mean,54.51,2010-2023"};
    CHECK(market(
              "从估值情况来看，SW 计算机行业 PE (TTM) 从 2018 年低点 37.60 倍升至 68.93 倍，高于 2010-2023 年"
              "历史均值 54.51 倍，行业估值高于历史中枢水平。") == expected);
    CHECK(market("医药生物行业指数当期 PE（TTM）为 27.22 倍，近 5 年历史平均 PE 为 31.15 倍。", "医药生物") ==
          Rows{"医药生物,pe_ttm,27.22,latest", "医药生物,pe_ttm_mean,31.15,近5年"});
}

TEST_CASE("a rank by valuation is no rank of moves", "[market]") {
    CHECK(market("本周医药生物行业PE（TTM）27.22倍，在申万一级行业中排名第8。", "医药生物") ==
          Rows{"医药生物,pe_ttm,27.22,latest"});
    CHECK(market("本周计算机行业成交额在申万一级行业中排名第8。").empty());
}

TEST_CASE("a distance from the mean is not the mean", "[market]") {
    const auto prose =
        Prose(
            "截至 5 月 5 日，医药行业市盈率（TTM）为 36.95 倍，环比上周下降 0.12 倍，低于历史均值 1.48 倍。",
            "医药")
            .read(facts::read_market);
    CHECK(market_rows(prose) == Rows{"医药,pe_ttm,36.95,latest"});
    CHECK(prose.count("prose_unread") == 1);
}

TEST_CASE("figures given respectively: one a window, or one a subject", "[market]") {
    CHECK(market("本周、年初至今A股医药指数涨幅分别为1.2%、-0.3%，相对沪深300的超额收益分别为0.8%、3.5%；"
                 "本周、年初至今恒生医疗保健指数涨跌幅分别为9%、30%，相对于恒生科技指数跑赢7%、18.5%。",
                 "") == Rows{"A股医药,change,0.012,week", "A股医药,change,-0.003,ytd",
                             "A股医药,excess_change,0.008,week", "A股医药,excess_change,0.035,ytd",
                             "恒生医疗保健,change,0.09,week", "恒生医疗保健,change,0.3,ytd",
                             "恒生医疗保健,excess_change,0.07,week", "恒生医疗保健,excess_change,0.185,ytd"});
    CHECK(market("本周上证综指、深证成指、创业板指涨跌幅分别为0.5%、-1.1%、2.0%。", "") ==
          Rows{"上证综指,change,0.005,week", "深证成指,change,-0.011,week", "创业板指,change,0.02,week"});
    const auto short_list =
        Prose("本周上证综指、深证成指、创业板指涨跌幅分别为0.5%、-1.1%。").read(facts::read_market);
    CHECK(short_list.facts.market.empty());
    CHECK(short_list.count("prose_unread") == 1);
}

TEST_CASE("signed figures right behind the names", "[market]") {
    CHECK(market("本周（3月29日至4月2日），申万商业贸易指数涨跌幅-0.83%，上证综指+1.93%，沪深300指数+2.45%。",
                 "商业贸易") == Rows{"申万商业贸易,change,-0.0083,week", "上证综指,change,0.0193,week",
                                     "沪深300,change,0.0245,week"});
    CHECK(market("本周原料药（+4.7%）、医疗服务（+3.4%）等股价明显上涨，中药（-0.5%）股价有所下跌。", "") ==
          Rows{"原料药,change,0.047,week", "医疗服务,change,0.034,week", "中药,change,-0.005,week"});
}

TEST_CASE("beating and missing an index; a second index has no row", "[market]") {
    const auto prose =
        Prose("本周（2025年11月10日-11月14日），A股申万医药生物上涨3.29%，板块整体跑赢沪深300指数4.37pct，"
              "跑赢创业板指数6.3pct。在申万31个一级子行业中，医药板块周涨跌幅排名为第5位。",
              "医药生物")
            .read(facts::read_market);
    CHECK(market_rows(prose) == Rows{"申万医药生物,change,0.0329,week",
                                     "申万医药生物,excess_change,0.0437,week", "申万医药生物,rank,5,week",
                                     "申万医药生物,rank_of,31,week"});
    CHECK(prose.count("prose_unread") == 1);
    CHECK(market("本周医药生物下跌0.5%，跑输沪深300指数0.32pct，在31个子行业中排名第19位。", "医药生物") ==
          Rows{"医药生物,change,-0.005,week", "医药生物,excess_change,-0.0032,week", "医药生物,rank,19,week",
               "医药生物,rank_of,31,week"});
}

TEST_CASE("what is no move of an index or sector gives nothing", "[market]") {
    CHECK(market("本周国内面板龙头TCL科技上涨0.21%，京东方A上涨5.32%。", "").empty());
    CHECK(market("本周计算机行业成交额上涨20%，需求增速高于预期5个百分点。").empty());
    CHECK(market("彭博一致性预测显示2024年美国CPI增长低于3%，全年降息次数预期超过5次。").empty());
    CHECK(market("买入：预期未来6个月个股相对同期基准指数涨幅在20%以上。").empty());
}

TEST_CASE("prose that contradicts itself is told, and nothing is chosen", "[market]") {
    const auto conflicts = [](std::string text) {
        return Prose(std::move(text), "计算机").read(facts::read_market).count("prose_conflict");
    };
    CHECK(conflicts("本周计算机行业321只个股中，157只个股上涨，153只个股下跌，12只个股持平。") == 1);
    CHECK(conflicts("本周计算机行业321只个股中，157只个股上涨，上涨股票数占比47.91%。") == 1);
    CHECK(conflicts("本周沪深300指数下跌0.3%，计算机行业下跌1.15%，低于指数0.55个百分点。") == 1);
    CHECK(conflicts("本周沪深300指数下跌0.3%，计算机行业下跌1.15%，低于指数0.85个百分点。") == 0);
    CHECK(conflicts("计算机行业PE(TTM)为50.93倍，高于2010-2023年历史均值54.51倍。") == 1);
    const auto ranks = Prose("本周计算机位列第20位。本周计算机在申万一级行业中排名第21位。", "计算机")
                           .read(facts::read_market);
    CHECK(ranks.facts.market.size() == 2);
    CHECK(ranks.count("prose_conflict") == 1);
}

TEST_CASE("one figure printed twice is one row, the more precise one", "[market]") {
    const auto prose =
        Prose("年初至今计算机行业上涨26%。年初至今计算机行业上涨25.75%。", "计算机").read(facts::read_market);
    REQUIRE(market_rows(prose) == Rows{"计算机,change,0.2575,ytd"});
    CHECK(prose.facts.market[0].value.half_unit == Approx(0.00005));
    CHECK(prose.printed(prose.facts.market[0].at) == "25.75");
    CHECK(prose.printed(prose.facts.market[0], "subject") == "计算机行业");
    CHECK(prose.printed(prose.facts.market[0], "window") == "年初至今");
}

TEST_CASE("windows as they are printed", "[market]") {
    const auto window = [](const std::string& printed) {
        const auto found = Prose(printed + "计算机行业上涨1.5%。", "计算机").read(facts::read_market);
        return found.facts.market.empty() ? std::string() : found.facts.market[0].window;
    };
    CHECK(window("上周") == "week");
    CHECK(window("2025年4月第4周") == "week");
    CHECK(window("2023年初至今") == "ytd");
    CHECK(window("今年以来") == "ytd");
    CHECK(window("7月21日至7月25日，") == "7月21日至7月25日");
    CHECK(window("最近一个月") == "最近一个月");
    CHECK(window("近3年") == "近3年");
    CHECK(window("4月") == "4月");
    CHECK(window("截至5月5日，").empty());
    CHECK(window("").empty());
}

TEST_CASE("a window that the title names holds under it", "[market]") {
    CHECK(market("3.1. 行业本周涨跌情况\n\n计算机行业下跌1.15%，在31个申万一级行业中排名第20。\n") ==
          Rows{"计算机,change,-0.0115,week", "计算机,rank,20,week", "计算机,rank_of,31,week"});
}
