#include "catch.hpp"
#include "ratios.hpp"

#include "yanbao/witness/rates.hpp"

#include <cmath>
#include <map>

using namespace yanbao::witness;
using yanbao::Interval;

namespace {

/// A row as a broker would print it, from true figures.
RatioRow made(std::string ticker, std::string currency, double price, double k, std::vector<double> eps,
              int digits = 1) {
    RatioRow row{std::move(ticker), std::move(currency), "", false, false, {}};
    row.american = row.price_currency == "USD";
    for (const double e : eps)
        row.years.push_back(year_k(rounded(price, 1), rounded(e, digits), rounded(price * k / e, 0)));
    return row;
}

std::vector<RatioRow> hong_kong(double rate) {
    return {made("0001.HK", "HKD", 312.4, rate, {13.07, 15.61, 18.93}),
            made("0002.HK", "HKD", 68.3, rate, {-1.32, 2.84, 4.61}),
            made("0003.HK", "HKD", 122.9, rate, {8.03, 9.52, 11.44}),
            made("0004.HK", "HKD", 2.1, rate, {-0.46, -0.12, 0.05}),
            made("0005.HK", "HKD", 41.7, rate, {0.53, 2.41, 4.16}),
            made("0006.HK", "HKD", 88.8, rate, {3.39, 4.18, 5.27})};
}

} // namespace

TEST_CASE("Rows of one exchange recover the rate that they share") {
    const RatioSolution solution = explain_ratios(hong_kong(0.915));
    REQUIRE(solution.rates.size() == 1);
    CHECK(solution.rates[0].pair() == "HKD/CNY");
    CHECK(solution.rates[0].k.holds(0.915));
    CHECK(solution.rates[0].k.width() < 0.05);
    CHECK(solution.rates[0].witnesses == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(explains(solution, i) == "fx:HKD/CNY"); // the fourth holds 1 as well, but no row needs 1
        CHECK(solution.rows[i].group == "HKD/CNY");
        CHECK(solution.rows[i].shared_k() == solution.rates[0].k);
    }
}

TEST_CASE("Prices and EPS in one currency need no rate") {
    std::vector<RatioRow> rows{made("600001.SH", "CNY", 47.2, 1.0, {1.01, 1.21, 1.44}, 2),
                               made("300001.SZ", "CNY", 80.2, 1.0, {1.53, 2.23, 3.17}, 2),
                               made("300002.SZ", "CNY", 80.2, 2.6, {1.53, 2.23, 3.17}, 2)};
    const RatioSolution solution = explain_ratios(rows);
    CHECK(solution.rates.empty());
    CHECK(explains(solution, 0) == "1");
    CHECK(explains(solution, 1) == "1");
    CHECK(solution.rows[1].group == "CNY/CNY");
    CHECK(explains(solution, 2).empty());
    CHECK(solution.rows[2].group.empty());
}

TEST_CASE("Depositary shares are told from American companies by k alone") {
    std::vector<RatioRow> rows{made("AAA.O", "USD", 404.1, 1.0, {9.71, 11.32, 13.44}),
                               made("BBB.O", "USD", 473.3, 1.0, {9.02, 14.1, 17.2}),
                               made("CCC.N", "USD", 96.4, 7.15, {27.13, 33.62, 41.05}),
                               made("DDD.O", "USD", 74.9, 7.15, {9.88, 23.1, 27.4}),
                               made("EEE.N", "USD", 56.9, 7.15, {37.1, 56.2, 58.9}),
                               made("FFF.O", "USD", 135.3, 7.15 / 4, {6.93, 11.74, 16.41}),
                               made("GGG.O", "USD", 3.6, 7.15 / 7, {0.18, 0.42, 0.49})};
    const RatioSolution solution = explain_ratios(rows);
    REQUIRE(solution.rates.size() == 1);
    CHECK(solution.rates[0].pair() == "USD/CNY");
    CHECK(solution.rates[0].k.holds(7.15));
    CHECK(explains(solution, 0) == "1");
    CHECK(explains(solution, 1) == "1");
    CHECK(explains(solution, 2) == "fx:USD/CNY");
    CHECK(explains(solution, 5) == "ads:4");
    CHECK(solution.rows[5].shared_k().holds(7.15 / 4));
    CHECK(solution.rows[5].group.empty());
    CHECK(solution.rows[6].ambiguous());
    CHECK(explains(solution, 6).starts_with("1|"));
    CHECK(explains(solution, 6).find("ads:7") != std::string::npos);
    CHECK(solution.rows[6].shared_k().empty());

    rows[6].per_ads = true; // a footnote: its EPS is that of a depositary share already
    CHECK(explains(explain_ratios(rows), 6) == "1");
}

TEST_CASE("A row of another company does not spoil the group") {
    std::vector<RatioRow> rows = hong_kong(0.915);
    rows.push_back(made("0007.HK", "HKD", 25.2, 3.3, {1.2, 1.9, 2.6}));
    std::vector<RatioRow> clean = hong_kong(0.915);
    const RatioSolution with = explain_ratios(rows), without = explain_ratios(clean);
    CHECK(with.rates[0].k == without.rates[0].k);
    CHECK(explains(with, 6).empty());
}

TEST_CASE("A wrong digit is named, and its row still explained") {
    std::vector<RatioRow> rows = hong_kong(0.915);
    rows[2].years[1] = {1.9, 2.0};
    RatioSolution solution = explain_ratios(rows);
    CHECK_FALSE(solution.rows[2].own.consistent());
    CHECK(solution.rows[2].disagree == std::vector<std::size_t>{1});
    CHECK(explains(solution, 2) == "fx:HKD/CNY");

    rows[2].years.pop_back(); // two years, one against the other: the group settles it
    solution = explain_ratios(rows);
    CHECK(solution.rows[2].disagree == std::vector<std::size_t>{1});
    CHECK(explains(solution, 2) == "fx:HKD/CNY");
}

TEST_CASE("One row is no evidence for a rate") {
    const RatioSolution solution = explain_ratios({hong_kong(0.915)[0]});
    CHECK(solution.rates.empty());
    CHECK(explains(solution, 0).empty());
    // the same company printed in two tables is one witness
    CHECK(explain_ratios({hong_kong(0.915)[0], hong_kong(0.915)[0]}).rates.empty());
}

TEST_CASE("A wide row is not taken for 1 where nothing proves it") {
    const RatioSolution solution = explain_ratios({made("0004.HK", "HKD", 2.1, 0.915, {-0.46, -0.12, 0.05})});
    CHECK(explains(solution, 0) == "1|fx:HKD/CNY");
}

TEST_CASE("A rate that the caller knows needs no witness") {
    RatioSettings settings;
    settings.known = {{"HKD", "CNY", {0.914, 0.916}, 0}};
    const RatioSolution solution = explain_ratios({hong_kong(0.915)[0]}, settings);
    CHECK(explains(solution, 0) == "fx:HKD/CNY");
    CHECK(solution.rows[0].shared_k() == Interval{0.914, 0.916});
}

TEST_CASE("A printed currency of EPS leaves one pair") {
    std::vector<RatioRow> rows = hong_kong(1.0);
    for (RatioRow& row : rows) row.report_currency = "HKD";
    CHECK(explains(explain_ratios(rows), 3) == "1");
    rows = hong_kong(0.128);
    for (RatioRow& row : rows) row.report_currency = "USD";
    const RatioSolution solution = explain_ratios(rows);
    REQUIRE(solution.rates.size() == 1);
    CHECK(solution.rates[0].pair() == "HKD/USD");
}

TEST_CASE("A third currency is the quotient of two rates") {
    std::vector<RatioRow> rows = hong_kong(0.915);
    for (const auto& [ticker, eps] :
         std::map<std::string, double>{{"CCC.N", 27.1}, {"DDD.O", 33.3}, {"EEE.N", 41.7}})
        rows.push_back(made(ticker, "USD", 96.4, 7.15, {eps, 1.2 * eps, 1.5 * eps}));
    rows.push_back(made("0008.HK", "HKD", 91.6, 0.128, {0.65, 0.71, 0.83}, 2));
    CHECK(explains(explain_ratios(rows), 9) == "fx:HKD/USD");
}

TEST_CASE("Two readings that explain as much leave the rate open") {
    // 2 shares each and 4 shares each, or 1 and 2: nothing in the report tells
    std::vector<RatioRow> rows{made("AAA.O", "USD", 96.4, 7.15 / 2, {13.1, 16.2, 20.3}),
                               made("BBB.O", "USD", 84.2, 7.15 / 2, {10.4, 14.8, 18.1}),
                               made("CCC.O", "USD", 135.3, 7.15 / 4, {6.93, 11.74, 16.41}),
                               made("DDD.O", "USD", 115.3, 7.15 / 4, {6.21, 12.74, 17.41})};
    const RatioSolution open = explain_ratios(rows);
    CHECK(open.rates.empty());
    CHECK(open.rows[0].ambiguous());
    // a footnote ties two rows to the rate itself
    rows.push_back(made("EEE.N", "USD", 56.9, 7.15, {37.1, 56.2, 58.9}));
    rows.push_back(made("FFF.N", "USD", 66.9, 7.15, {37.1, 56.2, 58.9}));
    rows[4].per_ads = rows[5].per_ads = true;
    const RatioSolution settled = explain_ratios(rows);
    CHECK(explains(settled, 0) == "ads:2");
    CHECK(explains(settled, 2) == "ads:4");
}

TEST_CASE("No rows, and rows that say nothing") {
    CHECK(explain_ratios({}).rows.empty());
    RatioRow empty{"X", "HKD", "", false, false, {any_k, any_k}};
    const RatioSolution solution = explain_ratios({empty, empty});
    CHECK(explains(solution, 0).empty());
    CHECK(solution.rows[0].own.consistent());
}
