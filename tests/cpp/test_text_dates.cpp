#include "catch.hpp"
#include "yanbao/text/dates.hpp"

#include <string>

using namespace yanbao;
using namespace yanbao::text;

namespace {

std::string date(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    const auto d = next_date(atoms, 0, atoms.size());
    if (!d) return "none";
    return std::to_string(d->year) + "-" + std::to_string(d->month) + "-" + std::to_string(d->day) + " " +
           printed(atoms, text, d->range);
}
std::string shown(const std::optional<PrintedPeriod>& p) {
    if (!p) return "none";
    return (p->period.year ? std::to_string(*p->period.year) : std::string("-")) +
           std::string(code(p->period.basis));
}
std::string whole_period(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    return shown(whole_period(atoms, {0, atoms.size()}));
}
/// The first period found by trying every atom, as headers are read.
std::string within(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    for (std::uint32_t at = 0; at < atoms.size(); ++at)
        if (const auto p = period_at(atoms, at, atoms.size())) return shown(p);
    return "none";
}

} // namespace

TEST_CASE("days as they are printed") {
    CHECK(date("于2023年05月06日发布") == "2023-5-6 2023年05月06日");
    CHECK(date("2023 年 5 月 6 日") == "2023-5-6 2023 年 5 月 6 日");
    CHECK(date("——2024-02-07") == "2024-2-7 2024-02-07");
    CHECK(date("2023/5/6") == "2023-5-6 2023/5/6");
    CHECK(date("2023.05.06") == "2023-5-6 2023.05.06");
    CHECK(date("2024. 02. 07") == "2024-2-7 2024. 02. 07");
    CHECK(date("20230506") == "2023-5-6 20230506");
    CHECK(date("截至2月27日") == "0-2-27 2月27日");
    CHECK(date("23年5月6号") == "2023-5-6 23年5月6号");
    CHECK(date("From February 7, 2024 to") == "2024-2-7 February 7, 2024");
    CHECK(date("7 Feb 2024") == "2024-2-7 7 Feb 2024");
    CHECK(date("7th Feb. 2024") == "2024-2-7 7th Feb. 2024");
    CHECK(date("07-Feb-24") == "2024-2-7 07-Feb-24");
    CHECK(date("Sept 5") == "0-9-5 Sept 5");
    CHECK(date("２０２３年５月６日") == "2023-5-6 ２０２３年５月６日");
    CHECK(date("2月29日") == "0-2-29 2月29日");
}

TEST_CASE("what is no day") {
    for (const char* text :
         {"2023年13月1日", "2023-02-30",  "2023年2月29日", "2024.1.1.5", "12024-01-01", "2024-01-011",
          "20231301",      "99999999",    "202305061",     "2023-05/06", "1.2.3",       "may 5",
          "Mayor 5",       "2023年1-6月", "31月",          "5/6",        "0000-00-00",  "",
          "2023年",        "Feb",         "13月1日",       "0月5日",     "20230506A"})
        CHECK(date(text) == "none");
}

TEST_CASE("the first day counts, ranges are the caller's") {
    CHECK(date("2024年2月7日-13日") == "2024-2-7 2024年2月7日");
    CHECK(date("价格为12.5，2024年2月7日") == "2024-2-7 2024年2月7日");
    const Atoms atoms = atoms_of("2024-02-07");
    CHECK_FALSE(date_at(atoms, 0, 5));
    CHECK_FALSE(date_at(atoms, 50, 60));
    CHECK_FALSE(date_at(atoms, 1, 10));
}

TEST_CASE("fiscal periods of column headers") {
    CHECK(whole_period("2023") == "2023");
    CHECK(whole_period("2023A") == "2023A");
    CHECK(whole_period("2023E") == "2023E");
    CHECK(whole_period("2023F") == "2023E");
    CHECK(whole_period("2023 E") == "2023E");
    CHECK(whole_period("23E") == "2023E");
    CHECK(whole_period("23e") == "2023E");
    CHECK(whole_period("FY23") == "2023");
    CHECK(whole_period("FY2023E") == "2023E");
    CHECK(whole_period("FY 23E") == "2023E");
    CHECK(whole_period("2023FY") == "2023");
    CHECK(whole_period("2023年E") == "2023E");
    CHECK(whole_period("2023年") == "2023");
    CHECK(whole_period("2023年度") == "2023");
    CHECK(whole_period("2023（E）") == "2023E");
    CHECK(whole_period("E2023") == "2023E");
    CHECK(whole_period("２０２３Ｅ") == "2023E");
    CHECK(whole_period("MRQ") == "-MRQ");
    CHECK(whole_period("ttm") == "-TTM");
    CHECK(whole_period("LYR") == "-A");
    CHECK(whole_period("1999A") == "1999A");
}

TEST_CASE("quarters, half years and other things are no fiscal periods") {
    for (const char* text :
         {"23Q1",        "1Q23",   "1H23",  "2023H1", "2023Q3", "Q3",       "2023年1-6月", "2023年上半年",
          "2023年Q1",    "23",     "1989",  "2061",   "99",     "2023-05",  "2023/5",      "20231",
          "12023",       "2023.5", "2023G", "TTMX",   "2023E1", "2023EE",   "H1 2023",     "2023 Q1",
          "1Q23E",       "",       "E",     "FY",     "FY1",    "2023,123", "2023%",       "61E",
          "2023年三季度"})
        CHECK(whole_period(text) == "none");
    for (const char* text :
         {"23Q1", "1Q23", "1H23E", "2023H1", "2023年1-6月", "2023年前三季度", "Q1 2023", "2023-05-06",
          "12023", "1.2023", "2024.02", "2024 上半年", "5/20/2025", "2024年年中", "2024年同期"})
        CHECK(within(text) == "none");
}

TEST_CASE("periods inside headers and prose") {
    CHECK(within("EPS2023E") == "2023E");
    CHECK(within("2023EPS") == "2023");
    CHECK(within("EPS(元)2023A") == "2023A");
    CHECK(within("PE23E") == "2023E");
    CHECK(within("2023-2025年") == "2023");
    CHECK(within("2023年A股市场") == "2023");
    CHECK(within("2023 A股") == "2023");
    CHECK(within("2023年A轮") == "2023");
    CHECK(within("2023/2024") == "2023");
    CHECK(within("预计2023年一致预期") == "2023");
}

TEST_CASE("hostile digits are read in proportion") {
    for (const std::string piece : {"1", "2023", "2023-", "2023年", "Feb ", "1月", "Q1 ", "FY"}) {
        std::string text;
        while (text.size() < 300'000) text += piece;
        const Atoms atoms = atoms_of(text);
        for (std::uint32_t at = 0; at < atoms.size(); ++at) period_at(atoms, at, atoms.size());
        std::uint32_t at = 0;
        while (const auto d = next_date(atoms, at, atoms.size())) at = d->range.end;
    }
}
