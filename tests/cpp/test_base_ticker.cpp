#include "catch.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/base/ticker.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace yanbao;

namespace {
std::string read(std::string_view text) {
    const auto ticker = parse_ticker(text);
    return ticker ? ticker->text() : "";
}
Ticker ticker(std::string_view text) { return parse_ticker(text).value(); }
const std::vector<std::string> habits = {"yanbao",   "qlib",    "joinquant", "yahoo",
                                         "baostock", "akshare", "tushare"};
} // namespace

TEST_CASE("Every habit of the field reads as one ticker") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> spellings = {
        {"600570.SH",
         {"600570.SH", "SH600570", "sh.600570", "sh600570", "600570.XSHG", "600570.SS", "600570",
          " 600570 . SH ", "SSE:600570", "600570.CH", "600570 CH"}},
        {"300033.SZ", {"300033.SZ", "SZ300033", "sz.300033", "300033.XSHE", "300033", "SZSE:300033"}},
        {"430047.BJ", {"430047.BJ", "BJ430047", "430047"}},
        {"920002.BJ", {"920002.BJ", "920002"}},
        {"0700.HK", {"0700.HK", "00700.HK", "700.HK", "00700", "700 HK", "HK.00700", "HKEX:700", "HK00700"}},
        {"9999.HK", {"09999", "9999.HK", "9999 HK"}},
        {"80700.HK", {"80700.HK", "80700"}},
        {"NVDA.O", {"NVDA.O", "nvda.o", "NVDA.OQ", "NASDAQ:NVDA", "NVDA UW"}},
        {"TCEHY.US", {"TCEHY US", "TCEHY.US"}},
        {"BRK.B.N", {"BRK.B.N", "NYSE:BRK.B"}},
    };
    for (const auto& [canonical, texts] : spellings)
        for (const auto& text : texts) {
            INFO(text);
            CHECK(read(text) == canonical);
        }
}

TEST_CASE("What no exchange lists is no ticker") {
    for (const char* text : {"",
                             ".",
                             ":",
                             "SH",
                             ".SH",
                             "SH.",
                             "60057.SH",
                             "6005700.SH",
                             "600570.XX",
                             "700",
                             "1234",
                             "0000.HK",
                             "00000",
                             "123456",
                             "123456.CH",
                             "G00GL.O",
                             "NVDA",
                             "2023-05-06",
                             "47.22",
                             "ABCDEFG.O",
                             "600570.SH.SH",
                             "0123456789012345678901234567890123456789"}) {
        INFO(text);
        CHECK(read(text).empty());
    }
}

TEST_CASE("A board is told by the code") {
    CHECK(a_share_exchange("688111") == "SH");
    CHECK(a_share_exchange("900901") == "SH");
    CHECK(a_share_exchange("000001") == "SZ");
    CHECK(a_share_exchange("200596") == "SZ");
    CHECK(a_share_exchange("873169") == "BJ");
    CHECK(a_share_exchange("920002") == "BJ");
    CHECK(a_share_exchange("100000").empty());
    CHECK(a_share_exchange("60057").empty());
    CHECK(a_share_exchange("60057x").empty());
}

TEST_CASE("Every habit that names its exchange reads back") {
    for (const char* text : {"600570.SH", "300033.SZ", "430047.BJ", "0700.HK", "80700.HK", "NVDA.O"})
        for (const auto& habit : habits) {
            const Ticker before = ticker(text);
            const std::string printed = format_ticker(before, habit);
            INFO(text << " as " << habit << " is " << printed);
            // America's bare codes do not say that they are tickers
            if (printed == before.code && is_american(before)) continue;
            CHECK(parse_ticker(printed) == before);
        }
}

TEST_CASE("Spellings of the habits") {
    CHECK(format_ticker(ticker("600570.SH"), "qlib") == "SH600570");
    CHECK(format_ticker(ticker("600570.SH"), "joinquant") == "600570.XSHG");
    CHECK(format_ticker(ticker("300033.SZ"), "joinquant") == "300033.XSHE");
    CHECK(format_ticker(ticker("600570.SH"), "yahoo") == "600570.SS");
    CHECK(format_ticker(ticker("0700.HK"), "yahoo") == "0700.HK");
    CHECK(format_ticker(ticker("NVDA.O"), "yahoo") == "NVDA");
    CHECK(format_ticker(ticker("600570.SH"), "baostock") == "sh.600570");
    CHECK(format_ticker(ticker("0700.HK"), "akshare") == "00700");
    CHECK(format_ticker(ticker("0700.HK"), "tushare") == "00700.HK");
    CHECK_THROWS_AS(format_ticker(ticker("NVDA.O"), "wind"), UnknownName);
}

TEST_CASE("The currency an exchange quotes in") {
    CHECK(quote_currency(ticker("600570.SH")) == "CNY");
    CHECK(quote_currency(ticker("900901.SH")) == "USD");
    CHECK(quote_currency(ticker("200596.SZ")) == "HKD");
    CHECK(quote_currency(ticker("920002.BJ")) == "CNY");
    CHECK(quote_currency(ticker("0700.HK")) == "HKD");
    CHECK(quote_currency(ticker("NVDA.O")) == "USD");
    CHECK(quote_currency({"2330", "TW"}).empty());
}

TEST_CASE("American suffixes name one security, others do not") {
    CHECK(same_security(ticker("NVDA.O"), ticker("NVDA.US")));
    CHECK_FALSE(same_security(ticker("NVDA.O"), ticker("AMD.O")));
    CHECK_FALSE(same_security({"600570", "SH"}, {"600570", "SZ"}));
}
