#include "catch.hpp"
#include "yanbao/text/number.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace yanbao;
using namespace yanbao::text;
using lexicon::Lexicon;

namespace {

const Lexicon& units() {
    static const Lexicon lexicon = [] {
        std::ifstream file(std::string(YANBAO_PACKAGE_DATA) + "/lexicon/units.json");
        std::stringstream text;
        text << file.rdbuf();
        return Lexicon::from_json(text.str());
    }();
    return lexicon;
}

std::optional<Quantity> whole_quantity(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    return whole_quantity(atoms, units(), {0, atoms.size()});
}
/// "value dimension currency" of every quantity of a prose.
std::vector<std::string> found(const std::string& text, bool at_line_start = false) {
    Atoms atoms = atoms_of(text);
    if (at_line_start) atoms.flags[0] |= flag::line_start;
    std::vector<std::string> out;
    std::uint32_t at = 0;
    while (const auto q = next_quantity(atoms, units(), at, atoms.size())) {
        REQUIRE(q->range.begin >= at);
        at = q->range.end;
        REQUIRE(q->range.end > q->range.begin);
        std::ostringstream line;
        line << q->number.value << (q->unit.dimension.empty() ? "" : " ") << q->unit.dimension
             << (q->unit.currency.empty() ? "" : " ") << q->unit.currency;
        out.push_back(line.str());
    }
    return out;
}
using Strings = std::vector<std::string>;

} // namespace

TEST_CASE("units scale the value and its precision, rounded once") {
    const auto share = whole_quantity("6.4%");
    REQUIRE(share);
    CHECK(share->number.value == 0.064);
    CHECK(share->number.half_unit == 0.0005);
    CHECK(share->unit.dimension == "share_of_whole");
    CHECK(whole_quantity("0.57%")->number.value == 0.0057);
    CHECK(whole_quantity("1,728.823 万股")->number.value == 17288230.0);
    CHECK(whole_quantity("1,728.823 万股")->number.half_unit == 5.0);
    CHECK(whole_quantity("25bp")->number.value == 0.0025);
    CHECK(whole_quantity("1.2个百分点")->number.value == 0.012);
    CHECK(whole_quantity("-3.1pct")->number.value == -0.031);
}

TEST_CASE("cells that are one quantity") {
    CHECK(whole_quantity("14x")->unit.dimension == "multiple");
    CHECK(whole_quantity("14 倍")->number.value == 14.0);
    CHECK(whole_quantity("(1.2)")->number.value == -1.2);
    CHECK(whole_quantity("（1.2%）")->number.value == -0.012);
    CHECK(whole_quantity("(1.2)%")->number.value == -0.012);
    CHECK(whole_quantity("(-1.2)")->number.value == -1.2);
    CHECK(whole_quantity("(+1.2)")->number.value == 1.2);
    CHECK(whole_quantity("HK$ 291. 8")->unit.currency == "HKD");
    CHECK(whole_quantity("￥47.22")->unit.currency == "CNY");
    CHECK(whole_quantity("-US$0.5")->number.value == -0.5);
    CHECK(whole_quantity("**1.93**%")->number.value == 0.0193);
    CHECK(whole_quantity("$+11.63\\%$")->number.value == 0.1163);
}

TEST_CASE("cells that are no quantity") {
    for (const char* text :
         {"",        "-",   "--",    "N/A", "12 34", "1.2.3", "1.2)", "(1.2", "-(1.2)", "2023E", "002230",
          "1 4.46%", "abc", "12abc", "5%5", "1e999", "()",    "(",    ")",    "US$",    "5 %%",  "12:30"})
        CHECK_FALSE(whole_quantity(text));
}

TEST_CASE("absent values are told from empty ones by nobody") {
    for (const char* text :
         {"", "-", "--", "—", "——", "－", "N/A", "NA", "n.a.", "/", "无", "NM", "nm", "不适用"}) {
        const Atoms atoms = atoms_of(text);
        CHECK(is_absent(atoms, units(), {0, atoms.size()}));
    }
    for (const char* text : {"0", "无锡", "NAB", "-1", "x"}) {
        const Atoms atoms = atoms_of(text);
        CHECK_FALSE(is_absent(atoms, units(), {0, atoms.size()}));
    }
}

TEST_CASE("unit words join") {
    const auto unit = [](const std::string& text) {
        const Atoms atoms = atoms_of(text);
        const auto u = unit_at(atoms, units(), 0, atoms.size());
        if (!u) return std::string("none");
        std::ostringstream out;
        out << u->scale << " " << u->dimension << " " << u->currency << " " << u->range.size();
        return out.str();
    };
    CHECK(unit("万 股") == "10000 shares  2");
    CHECK(unit("亿 港元") == "1e+08 money HKD 3");
    CHECK(unit("百万港元/ 美元") == "1e+06 money HKD 4");
    CHECK(unit("亿元人民币") == "1e+08 money CNY 5");
    CHECK(unit("人民币百万元") == "1e+06 money CNY 6");
    CHECK(unit("RMBmn") == "1e+06 money CNY 5");
    CHECK(unit("US$ mn") == "1e+06 money USD 5");
    CHECK(unit("元/股") == "1 money_per_share  3");
    CHECK(unit("万亿元") == "1e+12 money  3");
    CHECK(unit("个月内") == "1 months  2");
    CHECK(unit("倍%") == "1 multiple  1");
    CHECK(unit("港元美元") == "1 money HKD 2");
    CHECK(unit("xyz") == "none");
    CHECK(unit("") == "none");
    const Atoms atoms = atoms_of("万股");
    CHECK(unit_at(atoms, units(), 0, 1)->range.size() == 1);
    CHECK_FALSE(unit_at(atoms, Lexicon::from_json("{}"), 0, 2));
}

TEST_CASE("quantities in prose") {
    CHECK(found("营收 12.3 亿元，同比+5.2%，净利-0.3亿港元") ==
          Strings{"1.23e+09 money", "0.052 share_of_whole", "-3e+07 money HKD"});
    CHECK(found("募资5亿美元、HK$3.5bn与RMB500mn") ==
          Strings{"5e+08 money USD", "3.5e+09 money HKD", "5e+08 money CNY"});
    CHECK(found("5亿美元20%") == Strings{"5e+08 money USD", "0.2 share_of_whole"});
    CHECK(found("PE为14x，PB 3.2 倍") == Strings{"14 multiple", "3.2 multiple"});
    CHECK(found("157/321=48.91%") == Strings{"157", "321", "0.4891 share_of_whole"});
    CHECK(found("12 34") == Strings{"12", "34"});
    CHECK(found("涨幅.5%") == Strings{"0.005 share_of_whole"});
    CHECK(found("未来6-12个月") == Strings{"6", "12 months"});
}

TEST_CASE("a hyphen is no minus") {
    CHECK(found("10-20%") == Strings{"10", "0.2 share_of_whole"});
    CHECK(found("5%-10%") == Strings{"0.05 share_of_whole", "0.1 share_of_whole"});
    CHECK(found("0%~-5%") == Strings{"0 share_of_whole", "-0.05 share_of_whole"});
    CHECK(found("——5家") == Strings{"5 count"});
    CHECK(found("↓- 0.53%") == Strings{"-0.0053 share_of_whole"});
    CHECK(found("变动 -5%") == Strings{"-0.05 share_of_whole"});
    CHECK(found("变动−5%") == Strings{"-0.05 share_of_whole"});
    CHECK(found("- 5家公司", true) == Strings{"5 count"});
    CHECK(found("介于 - 5 % ~ + 5 % 之间") == Strings{"-0.05 share_of_whole", "0.05 share_of_whole"});
    CHECK(found("GPT - 5 款") == Strings{"5 count"});
}

TEST_CASE("parts of words, codes, dates and years are no quantities") {
    for (const char* text :
         {"Gen-2 与 V1.5、IPv6、5G、2023E、23Q1、1H23", "3.1.2 节", "600570.SH 与 0700. HK", "0:07:29",
          "2024-02-07", "2023年5月6日", "2023年", "2月27日", "February 7, 2024", "电话0755-", "H100",
          "2024.02.07", "1e999", "12abc"})
        CHECK(found(text) == Strings{});
    CHECK(found("1. 2家公司", true) == Strings{"2 count"});
    CHECK(found("Gen-2 8 种模式") == Strings{"8 count"});
}

TEST_CASE("digits that ran together are left alone") {
    CHECK(found("97467,99526.4% 1,2345家 1,234,56家") == Strings{});
    CHECK(found("达1200家,2024年,增长12.5,2346家,1,2,3") ==
          Strings{"1200 count", "12.5", "2346 count", "1", "2", "3"});
}

TEST_CASE("white space before a point is mended where a cell has nothing else") {
    CHECK(whole_quantity("9 ,967")->number.value == 9967.0);
    CHECK(whole_quantity("9 ,967")->number.spaced);
    CHECK(whole_quantity("12 .5%")->number.value == 0.125);
    CHECK_FALSE(whole_quantity("9 , 967"));
    CHECK(found("9 ,967") == Strings{"9", "967"});
}

TEST_CASE("hostile texts take time in proportion") {
    for (const std::string piece :
         {"9", "1,", "1,111", ".", "1.", "-", "--5", "1:", "(", "2023", "1e", "$", "a1", "1 ", "RMB"}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        const Atoms atoms = atoms_of(text);
        std::uint32_t at = 0;
        while (const auto q = next_quantity(atoms, units(), at, atoms.size())) {
            REQUIRE(q->range.end > at);
            at = q->range.end;
        }
        whole_quantity(atoms, units(), {0, atoms.size()});
    }
}
