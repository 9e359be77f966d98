#include "catch.hpp"
#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/lexicon/lexicon.hpp"

#include <string>
#include <vector>

using namespace yanbao;
using namespace yanbao::lexicon;

namespace {

const char* const json = R"json({
  "metric": {
    "pe": ["PE", "P/E", "市盈率"],
    "eps": {"words": ["EPS", "每股收益", "每股 收益 (元)"], "unit": "yuan", "digits": 2},
    "ev_ebitda": ["EV/EBITDA"],
    "ebitda": ["EBITDA"]
  },
  "suffix": {"estimate": ["E"], "actual": ["A"]},
  "index": {"sz50": ["科创50"], "csi1000": ["中证1000"], "five_g": ["5G"]},
  "again": {"pe": ["市盈率", "PE"]}
})json";

/// "key@begin-end" of the hits of a category; white space becomes gap flags, as the text stage does.
std::vector<std::string> hits(const Lexicon& lexicon, const std::string& category, const std::string& text) {
    std::u32string cp;
    std::vector<std::uint8_t> flags;
    std::uint8_t pending = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, bytes] = decode(text, at);
        at += bytes;
        if (c == U' ')
            pending |= gap_before;
        else if (c == U'\n')
            pending |= line_before;
        else if (c == U'|')
            pending |= wall_before;
        else {
            cp += fold(c);
            flags.push_back(pending);
            pending = 0;
        }
    }
    const CategoryId id = lexicon.category(category);
    std::vector<std::string> out;
    const auto found = lexicon.scan(cp, flags);
    for (const Hit& hit : found[id]) {
        const auto same = lexicon.at(id, cp, flags, hit.begin);
        REQUIRE(same);
        CHECK(same->end == hit.end);
        CHECK(same->key == hit.key);
        out.push_back(lexicon.key(id, hit.key) + "@" + std::to_string(hit.begin) + "-" +
                      std::to_string(hit.end));
    }
    return out;
}

using Strings = std::vector<std::string>;

} // namespace

TEST_CASE("words match however they are spaced, cased or wide") {
    const Lexicon lexicon = Lexicon::from_json(json);
    CHECK(hits(lexicon, "metric", "市 盈\n率 ＰＥ p/e") == Strings{"pe@0-3", "pe@3-5", "pe@5-8"});
    CHECK(hits(lexicon, "metric", "每股收益（元）") == Strings{"eps@0-7"});
    CHECK(hits(lexicon, "again", "市盈率PE") == Strings{"pe@0-3", "pe@3-5"});
}

TEST_CASE("a Latin word keeps its own boundaries") {
    const Lexicon lexicon = Lexicon::from_json(json);
    CHECK(hits(lexicon, "metric", "APEC EPSPE PEG") == Strings{});
    CHECK(hits(lexicon, "metric", "A PE C") == Strings{"pe@1-3"});
    CHECK(hits(lexicon, "metric", "A\nPE\nC") == Strings{"pe@1-3"});
    CHECK(hits(lexicon, "metric", "A|PE|C") == Strings{"pe@1-3"});
    CHECK(hits(lexicon, "metric", "PE2023 2023PE 8ps3 9PE3") == Strings{"pe@0-2", "pe@10-12"});
    CHECK(hits(lexicon, "metric", "为PE估值") == Strings{"pe@1-3"});
    CHECK(hits(lexicon, "suffix", "2023E FEE E 3E5") == Strings{"estimate@4-5", "estimate@8-9"});
}

TEST_CASE("digits at a word's end are not part of a longer number") {
    const Lexicon lexicon = Lexicon::from_json(json);
    CHECK(hits(lexicon, "index", "科创50 科创500 中证1000") == Strings{"sz50@0-4", "csi1000@9-15"});
    CHECK(hits(lexicon, "index", "5G 15G") == Strings{"five_g@0-2"});
    CHECK(hits(lexicon, "index", "科创50 0点") == Strings{"sz50@0-4"});
}

TEST_CASE("the longest word from the left wins, category by category") {
    const Lexicon lexicon = Lexicon::from_json(json);
    CHECK(hits(lexicon, "metric", "EV/EBITDA EBITDA") == Strings{"ev_ebitda@0-9", "ebitda@9-15"});
}

TEST_CASE("no word crosses a wall") {
    const Lexicon lexicon = Lexicon::from_json(json);
    CHECK(hits(lexicon, "metric", "市|盈率") == Strings{});
    CHECK(hits(lexicon, "metric", "每股|每股收益") == Strings{"eps@2-6"});
}

TEST_CASE("words that are not scanned are found where they are asked for") {
    const Lexicon lexicon =
        Lexicon::from_json(R"({"unit": {"yuan": {"words": ["元"], "scan": "no"}, "share": ["股"]}})");
    CHECK(lexicon.scan(U"元股", {})[0].size() == 1);
    CHECK(lexicon.at(0, U"元股", {}, 0));
    CHECK(lexicon.exact(0, U"元") == KeyId{0});
}

TEST_CASE("keys, words and attributes are kept") {
    const Lexicon lexicon = Lexicon::from_json(json);
    const CategoryId metric = lexicon.category("metric");
    CHECK(lexicon.categories() == 4);
    CHECK(lexicon.category_name(metric) == "metric");
    CHECK(lexicon.keys(metric) == 4);
    CHECK(lexicon.key(metric, 1) == "eps");
    CHECK(lexicon.words(metric, 1).size() == 3);
    CHECK(lexicon.words(metric, 1)[2] == "每股 收益 (元)");
    CHECK(lexicon.text(metric, 1, "unit") == "yuan");
    CHECK(lexicon.text(metric, 1, "digits").empty());
    CHECK(lexicon.folded_text(metric, 1, "unit") == U"yuan");
    CHECK(lexicon.folded_text(metric, 1, "digits").empty());
    CHECK(lexicon.number(metric, 1, "digits") == 2.0);
    CHECK_FALSE(lexicon.number(metric, 1, "unit"));
    CHECK_FALSE(lexicon.number(metric, 0, "digits"));
    CHECK(lexicon.find_key(metric, "pe") == KeyId{0});
    CHECK_FALSE(lexicon.find_key(metric, "pb"));
    CHECK(lexicon.exact(metric, U"p/E") == KeyId{0});
    CHECK_FALSE(lexicon.exact(metric, U"P"));
    CHECK_FALSE(lexicon.exact(metric, U""));
    CHECK_FALSE(lexicon.exact(lexicon.category("suffix"), U"PE"));
}

TEST_CASE("the shape of a category says no to most characters") {
    const Lexicon lexicon = Lexicon::from_json(json);
    const Shape& shape = lexicon.shape(lexicon.category("metric"));
    CHECK(shape.may_start(U'p'));
    CHECK(shape.may_start(U'市'));
    CHECK(shape.may_be(U"市盈率"));
    CHECK_FALSE(shape.may_be(U"每股收益每股收益每股收益"));
    CHECK_THROWS_AS(lexicon.shape(99), yanbao::UnknownName);
}

TEST_CASE("attributes are folded once, with the lexicon") {
    const Lexicon lexicon = Lexicon::from_json(R"({"a": {"k": {"words": ["x"], "particles": "Ａ （"}}})");
    CHECK(lexicon.folded_text(0, 0, "particles") == U"A(");
    CHECK(lexicon.folded_text(0, 1, "particles").empty());
    CHECK(lexicon.folded_text(1, 0, "particles").empty());
}

TEST_CASE("what is not there is refused by name, or answered with nothing") {
    const Lexicon lexicon = Lexicon::from_json(json);
    CHECK_THROWS_AS(lexicon.category("nothing"), UnknownName);
    CHECK_THROWS_AS(lexicon.key(0, 99), UnknownName);
    CHECK_THROWS_AS(lexicon.words(99, 0), UnknownName);
    CHECK_THROWS_AS(lexicon.category_name(99), UnknownName);
    CHECK(lexicon.keys(99) == 0);
    CHECK(lexicon.text(99, 0, "x").empty());
    CHECK_FALSE(lexicon.number(0, 99, "x"));
    CHECK_FALSE(lexicon.at(99, U"PE", {}, 0));
    CHECK_FALSE(lexicon.at(0, U"PE", {}, 2));
    CHECK(Lexicon::from_json("{}").scan(U"PE", {}).categories() == 0);
}

TEST_CASE("extending adds, replaces and moves, and leaves the old lexicon alone") {
    const Lexicon old = Lexicon::from_json(json);
    const Lexicon lexicon = old.extended(R"({
        "metric": {"pe": ["PER", "pe"], "eps": {"words": [], "unit": "fen"}, "pb": ["PB", "P/E"]},
        "role": {"pick": ["推荐"]}})");
    const CategoryId metric = lexicon.category("metric");
    CHECK(lexicon.words(metric, 0) == std::vector<std::string>{"PE", "市盈率", "PER"});
    CHECK(lexicon.text(metric, 1, "unit") == "fen");
    CHECK(lexicon.number(metric, 1, "digits") == 2.0);
    CHECK(lexicon.key(metric, *lexicon.exact(metric, U"P/E")) == "pb");
    CHECK(hits(lexicon, "role", "推荐") == Strings{"pick@0-2"});
    CHECK_FALSE(old.find_category("role"));
    CHECK(old.words(metric, 0).size() == 3);
}

TEST_CASE("a lexicon written out is the same lexicon") {
    const Lexicon lexicon = Lexicon::from_json(json);
    const Lexicon again = Lexicon::from_json(lexicon.to_json());
    CHECK(again.to_json() == lexicon.to_json());
    CHECK(hits(again, "metric", "EPS EV/EBITDA") == Strings{"eps@0-3", "ev_ebitda@3-12"});
}

TEST_CASE("scanning a long text takes time in proportion") {
    const Lexicon lexicon = Lexicon::from_json(json);
    const std::u32string text(1'000'000, U'E');
    CHECK(lexicon.scan(text, {})[1].empty());
    std::u32string words;
    for (int i = 0; i < 200'000; ++i) words += U"市盈率";
    CHECK(lexicon.scan(words, {})[0].size() == 200'000);
}
