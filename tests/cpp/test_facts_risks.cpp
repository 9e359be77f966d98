#include "prose.hpp"

#include "yanbao/facts/risks.hpp"

using namespace yanbao;

namespace {

using Rows = std::vector<std::string>;

Prose risks_of(std::string text) {
    Prose prose(std::move(text));
    return prose.read(facts::read_risks);
}

Rows risks(std::string text) {
    Rows out;
    for (const auto& r : risks_of(std::move(text)).facts.risks) out.push_back(r.risk);
    return out;
}

} // namespace

TEST_CASE("a risk statement is split at its separators, outside brackets", "[risks]") {
    const Rows expected{"市场系统性风险", "政策落地不及预期", "中美博弈突发事件"};
    for (const char* list : {"市场系统性风险、政策落地不及预期、中美博弈突发事件。",
                             "市场系统性风险，政策落地不及预期，中美博弈突发事件等。",
                             "市场系统性风险,政策落地不及预期,中美博弈突发事件.",
                             "市场系统性风险；政策落地不及预期；中美博弈突发事件",
                             "（1）市场系统性风险；（2）政策落地不及预期；（3）中美博弈突发事件。",
                             "市场系统性风险。政策落地不及预期。中美博弈突发事件。"}) {
        INFO(list);
        CHECK(risks(std::string("风险提示：") + list) == expected);
        CHECK(risks(std::string("## 7. 风险因素\n\n") + list + "\n\n## 免责声明\n\n本报告仅供参考。") ==
              expected);
    }
    CHECK(risks("风险提示：需求（手机、汽车）复苏不及预期，行业竞争加剧等风险。") ==
          Rows{"需求（手机、汽车）复苏不及预期", "行业竞争加剧"});
}

TEST_CASE("half statements are not split", "[risks]") {
    CHECK(risks("风险提示：经济波动导致居民消费、企业投资恢复不及预期的风险；净息差承压的风险。") ==
          Rows{"经济波动导致居民消费、企业投资恢复不及预期的风险", "净息差承压的风险"});
    CHECK(risks("风险提示：AI、半导体需求不及预期，行业竞争加剧。") ==
          Rows{"AI、半导体需求不及预期", "行业竞争加剧"});
}

TEST_CASE("a repeated statement counts once, whatever breaks its lines", "[risks]") {
    CHECK(risks("风险提示: 政策风险,竞争格局恶化的风险,新产品表现不及预期的风险等。\n\n正文。\n\n"
                "## 风险提示\n\n政策风险,竞争格局恶\n化的风险,新产品表现不及预\n期的风险等。\n") ==
          Rows{"政策风险", "竞争格局恶化的风险", "新产品表现不及预期的风险"});
}

TEST_CASE("of explained risks the statement alone counts", "[risks]") {
    CHECK(risks("## 3. 风险提示\n\n1）行业竞争加剧风险：随着产业发展，不排除新进者加入；\n\n"
                "2）需求不及预期风险：若终端需求转弱，将影响业绩。\n") ==
          Rows{"行业竞争加剧风险", "需求不及预期风险"});
    CHECK(risks("5．风险提示\n（1）宏观经济恢复不及预期。若经济恢复较慢，会影响\n购买意愿。\n"
                "（2）政策推进不及预期风险。若政策推进较慢，公司业绩会受影响。\n") ==
          Rows{"宏观经济恢复不及预期", "政策推进不及预期风险"});
}

TEST_CASE("warnings to investors and words of sentences are no risks", "[risks]") {
    CHECK(risks("## 风险提示\n\n证券市场是一个风险无时不在的市场。投资者应当充分了解各项风险。").empty());
    CHECK(risks("公司的风险因素较少，投资风险可控。").empty());
    CHECK(risks("7. 风险提示......29\n").empty());
}

TEST_CASE("every risk says where it is printed", "[risks]") {
    const Prose prose = risks_of("风险提示：市场系统性风险、政策落地不及预期。");
    REQUIRE(prose.facts.risks.size() == 2);
    for (const auto& row : prose.facts.risks) CHECK(prose.printed(row.at) == row.risk);
}
