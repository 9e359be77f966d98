#include "catch.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/names/securities.hpp"
#include "yanbao/names/securities_csv.hpp"

using namespace yanbao;
using namespace yanbao::names;

namespace {

const Securities& list() {
    static const Securities made(read_csv("ticker,name,aliases,listed\n"
                                          "600570.SH,恒生电子,,2003-12-16\n"
                                          "301095.SZ,广立微,,2022-08-05\n"
                                          "000001.SZ,平安银行,,1991-04-03\n"
                                          "0700.HK,腾讯控股,,\n"
                                          "1357.HK,美图公司,,\n"
                                          "0268.HK,金蝶国际,,\n"
                                          "2076.HK,BOSS直聘-W,,\n"
                                          "BZ.US,BOSS直聘,,\n"
                                          "GOOGL.US,谷歌A类股,谷歌,\n"
                                          "GOOG.US,谷歌公司,谷歌,\n"
                                          "MSFT.US,微软公司,微软,\n"
                                          "NVDA.US,英伟达公司,英伟达,\n"
                                          "BRK.A.US,伯克希尔,,\n"
                                          "AB.US,甲公司,,\n"
                                          "OB.US,乙公司,,\n"
                                          "DB.US,丙公司,,\n"));
    return made;
}

std::string read(std::string_view printed, std::string_view name = "", std::optional<Date> on = {}) {
    const TickerReading r = read_ticker(lexicon::folded(printed), lexicon::folded(name), list(), on);
    return r.ticker ? r.ticker->text() + (r.mended ? " mended" : "") : "";
}

} // namespace

TEST_CASE("a well-formed ticker stays as printed") {
    CHECK(read("600570.SH") == "600570.SH");
    CHECK(read("0700. HK") == "0700.HK");
    CHECK(read("00700.HK") == "0700.HK");
    CHECK(read("SH600570") == "600570.SH");
    CHECK(read("600570") == "600570.SH");
    CHECK(read("(600570.SH)") == "600570.SH");
    CHECK(read("600570.SH*") == "600570.SH");
    CHECK(read("600570SH") == "600570.SH");
    CHECK(read("SE. N") == "SE.N");
    CHECK(read("TCEHY.US") == "TCEHY.US");
    CHECK(read("BRK.A") == "BRK.A.US");
}

TEST_CASE("a well-formed ticker that is unknown, or another company's, is left to the audit") {
    CHECK(read("300999.SZ", "恒生电子") == "300999.SZ");
    CHECK(read("1357.HK", "金蝶国际") == "1357.HK");
    CHECK(read("NVOA.O", "英伟达") == "NVOA.O");
}

TEST_CASE("zero for O") {
    CHECK(read("MSFT. 0", "微软") == "MSFT.O mended");
    CHECK(read("MSFT.0") == "MSFT.O mended");
    CHECK(read("XYZW.0", "无名公司") == "XYZW.O mended"); // the form alone
    CHECK(read("G00GL. 0", "谷歌") == "GOOGL.O mended");
    CHECK(read("G00GL.0") == "GOOGL.O mended");
    CHECK(read("G00GL.O") == "GOOGL.O mended");
    CHECK(read("X00YZ.0").empty()); // no such code: nothing settles it
}

TEST_CASE("letters for digits") {
    CHECK(read("6OO57O.SH") == "600570.SH mended");
    CHECK(read("l357.HK") == "1357.HK mended");
    CHECK(read("O7OO.HK", "腾讯控股") == "0700.HK mended");
    CHECK(read("6OO57O.5H") == "600570.SH mended");
    CHECK(read("600570,SH") == "600570.SH mended");
    CHECK(read("600S99.SH").empty()); // no such share
}

TEST_CASE("wrong letters are settled by the name beside them") {
    CHECK(read("3Z. 0", "Boss 直聘") == "BZ.O mended");
    CHECK(read("8Z.0", "Boss直聘") == "BZ.O mended");
    CHECK(read("MS7T.0", "微软") == "MSFT.O mended");
    CHECK(read("N#DA.O", "英伟达") == "NVDA.O mended");
    CHECK(read("60O57X.SH", "恒生电子") == "600570.SH mended");
    CHECK(read("3Z.0", "腾讯控股").empty());
    CHECK(read("3Z.0").empty());
    CHECK(read("0B.O").empty()); // OB or DB
    CHECK(read("0B.O", "丙公司") == "DB.O mended");
}

TEST_CASE("a bare code is settled by the name beside it") {
    CHECK(read("700", "腾讯控股") == "0700.HK");
    CHECK(read("0268", "金蝶国际") == "0268.HK");
    CHECK(read("MSFT", "微软") == "MSFT.US");
    CHECK(read("MSFT") == "MSFT.US"); // the list knows one security of that code
    CHECK(read("MSFQ").empty());
    CHECK(read("1", "平安银行").empty());
}

TEST_CASE("a repair does not reach into the future") {
    CHECK(read("3O1O95.SZ", "广立微", Date::of(2022, 1, 1)).empty());
    CHECK(read("3O1O95.SZ", "广立微", Date::of(2023, 1, 1)) == "301095.SZ mended");
}

TEST_CASE("what is no ticker gives none") {
    for (std::string_view printed :
         {"", "-", "买入", "恒生电子", "12.5", "1,234.5", ".", "...", "..O", ".SH", "SH", "2023E", "0000.HK",
          "99999999999999999999999999999999999999", "1e999", "A.B.C.D"})
        CHECK(read(printed).empty());
}
