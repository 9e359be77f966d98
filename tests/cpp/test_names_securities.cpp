#include "catch.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/names/securities.hpp"
#include "yanbao/names/securities_csv.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace yanbao;
using namespace yanbao::names;
using Tickers = std::vector<std::string>;

namespace {

const Securities& shipped() {
    static const Securities list = [] {
        std::ifstream file(YANBAO_PACKAGE_DATA "/securities.csv", std::ios::binary);
        return Securities(read_csv(std::string(std::istreambuf_iterator<char>(file), {})));
    }();
    return list;
}

Securities small() {
    return Securities(read_csv("ticker,name,aliases,listed\n"
                               "600570.SH,恒生电子,,2003-12-16\n"
                               "0763.HK,中兴通讯,,\n"
                               "000063.SZ,中兴通讯,,1997-11-18\n"
                               "000725.SZ,京东方A,,2001-01-12\n"
                               "688549.SH,中巨芯-U,,2023-09-08\n"
                               "300376.SZ,ST易事特,易事特,2014-01-27\n"
                               "600519.SH,贵州茅台,,2001-08-27\n"
                               "301095.SZ,广立微,,2022-08-05\n"
                               "9988.HK,阿里巴巴-W,,\n"
                               "89988.HK,阿里巴巴-WR,,\n"
                               "BABA.US,阿里巴巴,Alibaba,\n"
                               "688561.SH,奇安信-U,,2020-07-22\n"
                               "002096.SZ,易普力,南岭民爆,2006-12-22\n"
                               "AI.US,AI,C3.ai,\n"
                               "SE.US,SE,Sea,\n"));
}

Tickers tickers(const std::vector<const Security*>& found) {
    Tickers out;
    for (const Security* s : found) out.push_back(s->ticker.text());
    return out;
}
Tickers named(const Securities& list, std::string_view name, std::optional<Date> on = {}) {
    return tickers(list.by_name(lexicon::folded(name), on));
}

} // namespace

TEST_CASE("a name is found however its marks are printed") {
    const Securities list = small();
    for (std::string_view printed :
         {"恒生电子", "恒 生电子", "*ST恒生电子", "XD恒生电", "XR恒生电", "N恒生电子"})
        CHECK(named(list, printed) == Tickers{"600570.SH"});
    CHECK(named(list, "京东方") == Tickers{"000725.SZ"});
    CHECK(named(list, "京东方Ａ") == Tickers{"000725.SZ"});
    CHECK(named(list, "中巨芯") == Tickers{"688549.SH"});
    CHECK(named(list, "中巨芯−U") == Tickers{"688549.SH"}); // U+2212
    CHECK(named(list, "C广立微") == Tickers{"301095.SZ"});
    CHECK(named(list, "易事特") == Tickers{"300376.SZ"});
    CHECK(named(list, "*ST易事特") == Tickers{"300376.SZ"});
    CHECK(named(list, "南岭民爆") == Tickers{"002096.SZ"});
    CHECK(named(list, "sea") == Tickers{"SE.US"});
    CHECK(named(list, "广立").empty());
    CHECK(named(list, "").empty());
    CHECK(named(list, "-W").empty());
}

TEST_CASE("of several securities of one name the main counter comes first") {
    const Securities list = small();
    CHECK(named(list, "中兴通讯") == Tickers{"000063.SZ", "0763.HK"});
    CHECK(named(list, "阿里巴巴") == Tickers{"9988.HK", "BABA.US", "89988.HK"});
    CHECK(named(list, "阿里巴巴-SW").front() == "9988.HK"); // a mark is printed, if another one
    CHECK(named(list, "阿里巴巴-WR") == Tickers{"89988.HK"});
}

TEST_CASE("a security listed later is none") {
    const Securities list = small();
    CHECK(named(list, "广立微", Date::of(2022, 8, 4)).empty());
    CHECK(named(list, "广立微", Date::of(2022, 8, 5)) == Tickers{"301095.SZ"});
    CHECK(named(list, "阿里巴巴", Date::of(2000, 1, 1)).size() == 3); // no day known
}

TEST_CASE("an American code that stands for a name is no name") {
    const Securities list = small();
    CHECK(named(list, "AI").empty());
    CHECK(list.longest_tail(lexicon::folded("积极推荐AI")).securities.empty());
    CHECK(named(list, "C3.ai") == Tickers{"AI.US"});
    CHECK(list.by_code("AI")->ticker.text() == "AI.US");
}

TEST_CASE("tickers and codes") {
    const Securities list = small();
    CHECK(list.by_ticker({"SE", "N"})->ticker.text() == "SE.US");
    CHECK(list.by_ticker({"0763", "HK"})->name == "中兴通讯");
    CHECK(list.by_ticker({"600570", "SZ"}) == nullptr);
    CHECK(list.by_code("600570")->name == "恒生电子");
    CHECK(list.by_code("700") == nullptr);
    CHECK(list.size() == 15);
}

TEST_CASE("the longest name at either end of a text") {
    const Securities list = small();
    const auto tail = [&](std::string_view text) { return list.longest_tail(lexicon::folded(text)); };
    const auto head = [&](std::string_view text) { return list.longest_head(lexicon::folded(text)); };
    CHECK(tail("金融科技龙头恒生电子").length == 4);
    CHECK(tickers(tail("网安龙头奇安信-U").securities) == Tickers{"688561.SH"});
    CHECK(tail("网安龙头奇安信-U").length == 5);
    CHECK(tail("网安龙头奇安信").length == 3);
    CHECK(tail("新股C广立微").length == 4);
    CHECK(tail("风险：*ST易事特").length == 6);
    CHECK(tail("龙头阿里巴巴-SW").length == 7);
    CHECK(tail("恒生电子等").length == 0);
    CHECK(tail("Chelsea").length == 0); // no name begins inside a word
    CHECK(tail("海外龙头Sea").length == 3);
    CHECK(tail("").length == 0);
    CHECK(head("恒生电子（600570.SH）").length == 4);
    CHECK(head("奇安信-U：公告").length == 5);
    CHECK(head("C广立微上市").length == 4);
    CHECK(head("Seaside").length == 0);
    CHECK(head("").length == 0);
}

TEST_CASE("rows laid over a list come first and leave it as it was") {
    const Securities list = small();
    Securities more = list.extended({{{"0268", "HK"}, "金蝶国际", {"恒生电子"}, {}}});
    CHECK(named(more, "恒生电子") == Tickers{"0268.HK", "600570.SH"});
    CHECK(more.size() == 16);
    CHECK(named(list, "金蝶国际").empty());
    for (int i = 0; i < 40; ++i) more = more.extended({{{"9999", "HK"}, "网易" + std::to_string(i), {}, {}}});
    CHECK(more.size() == 17);
    CHECK(named(more, "网易3") == Tickers{"9999.HK"});
    CHECK(more.by_ticker({"9999", "HK"})->name == "网易39");
    CHECK(more.by_code("600570")->name == "恒生电子");
}

TEST_CASE("a spelling that a crowd claims stays quick") {
    std::vector<Security> rows;
    for (int i = 0; i < 50'000; ++i) rows.push_back({{std::to_string(100'000 + i), "SZ"}, "同名", {}, {}});
    const Securities list(std::move(rows));
    CHECK(list.size() == 50'000);
    CHECK(named(list, "同名").size() == 16);
}

TEST_CASE("the list that the package ships") {
    const Securities& list = shipped();
    CHECK(list.size() > 12'000);
    CHECK(named(list, "腾讯控股").front() == "0700.HK");
    CHECK(named(list, "Boss 直聘") == Tickers{"2076.HK", "BZ.US"});
    CHECK(named(list, "微软") == Tickers{"MSFT.US"});
    CHECK(named(list, "万科").front() == "000002.SZ");
    CHECK(named(list, "华建股份").empty());
}

TEST_CASE("a list that is none says where") {
    CHECK_THROWS_AS(read_csv("code,name\n"), ParseError);
    CHECK_THROWS_AS(read_csv("ticker,name,aliases,listed\n600570,恒生电子,,\n"), ParseError);
    CHECK_THROWS_AS(read_csv("ticker,name,aliases,listed\n600570.SH,,,\n"), ParseError);
    CHECK_THROWS_AS(read_csv("ticker,name,aliases,listed\n600570.SH,恒生电子,,2003-13-16\n"), ParseError);
    CHECK(read_csv("ticker,name,aliases,listed\n").empty());
    CHECK(read_csv("ticker,name,aliases,listed").empty());
}
