#include "catch.hpp"
#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/lexicon.hpp"

#include <string>

using namespace yanbao;
using yanbao::lexicon::Lexicon;

namespace {
std::string refusal(const std::string& json) {
    try {
        Lexicon::from_json(json);
    } catch (const ParseError& error) {
        CHECK(error.byte() <= json.size());
        return error.what();
    }
    return "accepted";
}
bool names(const std::string& json, const std::string& what) {
    return refusal(json).find(what) != std::string::npos;
}
} // namespace

TEST_CASE("a value of the wrong type is named by its path") {
    CHECK(names("[]", "an object of categories, not a list"));
    CHECK(names("7", "an object of categories"));
    CHECK(names(R"({"unit": 5})", "'unit' must be an object of keys"));
    CHECK(names(R"({"unit": {"yuan": 5}})", "'unit.yuan' must be a list of words"));
    CHECK(names(R"({"unit": {"yuan": {"words": "x"}}})", "'unit.yuan.words' must be a list of texts"));
    CHECK(names(R"({"unit": {"yuan": {"scale": []}}})", "'unit.yuan.scale' must be a text or a number"));
    CHECK(names(R"({"unit": {"yuan": {"scale": {}}}})", "'unit.yuan.scale'"));
    CHECK(names(R"({"unit": {"yuan": {"scale": null}}})", "not null"));
    CHECK(names(R"({"unit": {"yuan": {"scale": true}}})", "not true or false"));
    CHECK(names(R"({"unit": {"yuan": [1]}})", "a list of texts, not a number"));
    CHECK(names(R"({"unit": {"yuan": [["a"]]}})", "a list of texts, not a list"));
}

TEST_CASE("what would be read two ways is refused") {
    CHECK(names(R"({"a": {}, "a": {}})", "'a' is there twice"));
    CHECK(names(R"({"a": {"b": [], "b": []}})", "'a.b' is there twice"));
    CHECK(names(R"({"a": {"b": {"x": 1, "x": 2}}})", "'a.b.x' is there twice"));
    CHECK(names(R"({"a": {"b": ["PE"], "c": ["p e"]}})", "'a.c' has the word 'p e' of the key 'b'"));
    CHECK(names(R"({"a": {"b": ["  "]}})", "an empty word"));
    CHECK(names(R"({"a": {"b": [")" + std::string(300, 'x') + R"("]}})", "more than 200 characters"));
}

TEST_CASE("malformed JSON is a ParseError, however deep") {
    for (const char* json :
         {"", "{", R"({"a")", R"({"a": {"b": ["x"]})", "{} {}", R"({"a": {"b": {"c": 1e999}}})",
          "{\"a\": {\"b\": [\"\xFF\"]}}", "nul", "\xEF\xBB\xBF"})
        CHECK(refusal(json) != "accepted");
    CHECK(refusal(std::string(1'000'000, '[')) != "accepted");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += R"({"a":)";
    CHECK(refusal(deep) != "accepted");
}

TEST_CASE("bounds are kept") {
    std::string many = "{";
    for (int i = 0; i < 70'000; ++i) many += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":[]";
    CHECK_THROWS_AS(Lexicon::from_json("{\"a\":" + many + "}}"), LimitExceeded);
}

TEST_CASE("an empty lexicon is a lexicon") {
    CHECK(Lexicon::from_json("{}").categories() == 0);
    CHECK(refusal(R"({"a": {}, "b": {"c": {}, "d": []}})") == "accepted");
    CHECK(Lexicon::from_json("{}").to_json() == "{}");
}
