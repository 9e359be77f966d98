#include "prose.hpp"

#include "yanbao/facts/events.hpp"

using namespace yanbao;

namespace {

using Rows = std::vector<std::string>;

Prose agenda_of(std::string text, std::string published) {
    return Prose(std::move(text), "", std::move(published)).read(facts::read_events);
}

Rows events(std::string text, std::string published = "2024-02-19") {
    Rows out;
    for (const auto& e : agenda_of(std::move(text), std::move(published)).facts.events)
        out.push_back(e.start->iso() + "|" + e.end->iso() + "|" + e.name);
    return out;
}

} // namespace

TEST_CASE("days without a year are the first on or after publication", "[events]") {
    CHECK(events("#### (四) 重点事件预告\n\n● 2月27日-2月29日: 第五届计算机科学、工程和教育国际会议(CSEE "
                 "2024)\n\n● 1月9日：消费电子展\n\n### 投资建议\n\n2月28日，看好。\n") ==
          Rows{"2024-02-27|2024-02-29|第五届计算机科学、工程和教育国际会议(CSEE 2024)",
               "2025-01-09|2025-01-09|消费电子展"});
}

TEST_CASE("forms of days", "[events]") {
    CHECK(events("下周关注\n\n1、2024年2月27日：甲会议\n\n2、2月27-29日：乙会议\n\n3、2/27 "
                 "丙会议\n\n4、2024年12月30日-1月2日 丁会议\n\n5、戊会议（3月1日至3日）\n") ==
          Rows{"2024-02-27|2024-02-27|甲会议", "2024-02-27|2024-02-29|乙会议", "2024-02-27|2024-02-27|丙会议",
               "2024-12-30|2025-01-02|丁会议", "2024-03-01|2024-03-03|戊会议"});
    CHECK(events("下周重点关注：2月27日 甲会议；2月28日 乙会议。\n") ==
          Rows{"2024-02-27|2024-02-27|甲会议", "2024-02-28|2024-02-28|乙会议"});
}

TEST_CASE("days that were are no events to come", "[events]") {
    CHECK(events("行业动态\n\n2月27日，某公司发布新品。\n").empty());
    CHECK(events("下周关注\n\n● "
                 "2月27日：甲会议\n\n产品进展\n\n2月20日，某公司从云服务商融资1亿美元，估值上升。这是第三轮。"
                 "\n") == Rows{"2024-02-27|2024-02-27|甲会议"});
}

TEST_CASE("without a day of publication there is a finding and no guess", "[events]") {
    const auto prose = agenda_of("财经日历\n\n● 2月27日：甲会议\n\n● 2024年2月28日：乙会议\n", "");
    REQUIRE(prose.facts.events.size() == 1);
    CHECK(prose.facts.events[0].name == "乙会议");
    CHECK(prose.count("event_undated") == 1);
}

TEST_CASE("an event knows its places", "[events]") {
    const auto prose = agenda_of("会议预告\n\n● 2月27日-2月29日: 甲会议\n", "2024-02-19");
    REQUIRE(prose.facts.events.size() == 1);
    CHECK(prose.printed(prose.facts.events[0].at) == "2月27日-2月29日: 甲会议");
    CHECK(prose.printed(prose.facts.events[0], "start") == "2月27日");
    CHECK(prose.printed(prose.facts.events[0], "end") == "2月29日");
    CHECK(prose.printed(prose.facts.events[0], "name") == "甲会议");
}
