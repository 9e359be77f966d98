#include "prose.hpp"

#include "yanbao/facts/rankings.hpp"

using namespace yanbao;

namespace {

using Rows = std::vector<std::string>;

Rows ranking_rows(const Prose& prose) {
    Rows out;
    for (const auto& r : prose.facts.rankings) out.push_back(r.board + std::to_string(r.rank) + r.name);
    return out;
}
Rows rankings(std::string text) { return ranking_rows(Prose(std::move(text)).read(facts::read_rankings)); }

} // namespace

TEST_CASE("lists behind and before their place", "[rankings]") {
    CHECK(rankings("行业涨幅前五的公司分别为：云创数据、艾融软件、中新赛克、彩讯股份、朗玛信息。"
                   "跌幅前五的公司分别为：慧辰股份、安博通、福昕软件、航天宏图、C广立微。") ==
          Rows{"gainers1云创数据", "gainers2艾融软件", "gainers3中新赛克", "gainers4彩讯股份",
               "gainers5朗玛信息", "losers1慧辰股份", "losers2安博通", "losers3福昕软件", "losers4航天宏图",
               "losers5C广立微"});
    CHECK(rankings("从周成交额的角度来看，三六零、中科曙光、浪潮信息位列前三。从周换手率的角度来看，中科信息"
                   "、云从科技、"
                   "网宿科技位列前三。") == Rows{"turnover1三六零", "turnover2中科曙光", "turnover3浪潮信息",
                                                 "turnover_rate1中科信息", "turnover_rate2云从科技",
                                                 "turnover_rate3网宿科技"});
}

TEST_CASE("other words and moves in brackets", "[rankings]") {
    CHECK(rankings("本周A股涨幅居前永安药业（+31%）、舒泰神（+28%）、尔康制药（+28%），跌幅居前*ST吉药(-43%)"
                   "、南华生物（-35%）、"
                   "双成药业（-28%）；") == Rows{"gainers1永安药业", "gainers2舒泰神", "gainers3尔康制药",
                                                 "losers1*ST吉药", "losers2南华生物", "losers3双成药业"});
    CHECK(rankings("本周领涨个股为云创数据、艾融软件和中新赛克等。") ==
          Rows{"gainers1云创数据", "gainers2艾融软件", "gainers3中新赛克"});
    CHECK(rankings("云创数据、艾融软件涨幅居前，慧辰股份、安博通跌幅居前。") ==
          Rows{"gainers1云创数据", "gainers2艾融软件", "losers1慧辰股份", "losers2安博通"});
    CHECK(
        rankings("涨幅前三名: 云创数据,艾融软件,中新赛克.跌幅前二名: 慧辰股份,安博通.目前行业估值不高.") ==
        Rows{"gainers1云创数据", "gainers2艾融软件", "gainers3中新赛克", "losers1慧辰股份", "losers2安博通"});
    CHECK(rankings("涨幅前三的公司为云创数据,艾融软件,中新赛克.") ==
          Rows{"gainers1云创数据", "gainers2艾融软件", "gainers3中新赛克"});
}

TEST_CASE("a list from the least to the greatest fall is turned round", "[rankings]") {
    const auto prose =
        Prose("个股跌幅前三位分别为：怡和嘉业（-6.42%）、福瑞股份（-8.12%）、振德医疗（-11.3%）。")
            .read(facts::read_rankings);
    CHECK(ranking_rows(prose) == Rows{"losers1振德医疗", "losers2福瑞股份", "losers3怡和嘉业"});
    CHECK(prose.count("ranking_order") == 1);
}

TEST_CASE("sectors are no stocks, own picks no board", "[rankings]") {
    CHECK(rankings("本周汽车、美容护理行业涨幅靠前，食品饮料、房地产跌幅靠前。").empty());
    CHECK(rankings("本周原料药（+2.05%）、医疗器械（+0.08%）涨幅居前。").empty());
    CHECK(rankings("我们的8只核心推荐标的中涨幅前二的公司为宇信科技、科大讯飞。").empty());
    CHECK(rankings("其中涨幅最大的为宇信科技，涨幅为6.4%。").empty());
}

TEST_CASE("a list that is shorter than announced is told", "[rankings]") {
    const auto prose =
        Prose("涨幅前五的公司分别为：云创数据、艾融软件、中新赛克。").read(facts::read_rankings);
    CHECK(prose.facts.rankings.size() == 3);
    CHECK(prose.count("ranking_count") == 1);
}

TEST_CASE("a board of another market stays, and is told", "[rankings]") {
    const auto prose = Prose("A股个股涨幅前二位分别为：云创数据、艾融软件。港股方面，个股涨幅前二位分别为：三"
                             "叶草生物-B、来凯医药-B。")
                           .read(facts::read_rankings);
    CHECK(prose.facts.rankings.size() == 4);
    CHECK(prose.count("ranking_repeated") == 1);
}

TEST_CASE("names lose stray spaces and line breaks, and know their place", "[rankings]") {
    const auto prose = Prose("行业涨幅前二的公司分别为：云创数\n据、艾 融软件。").read(facts::read_rankings);
    REQUIRE(ranking_rows(prose) == Rows{"gainers1云创数据", "gainers2艾融软件"});
    CHECK(prose.printed(prose.facts.rankings[1].at) == "艾 融软件");
    CHECK(prose.printed(prose.facts.rankings[1], "board") == "涨幅");
}
