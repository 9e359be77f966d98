// The outside documents, where they are: nothing of them is in the repository.

#include "catch.hpp"
#include "ratios.hpp"

#include "yanbao/witness/columns.hpp"
#include "yanbao/witness/rates.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace yanbao::witness;
using yanbao::Interval;

namespace {

using Table = std::vector<std::map<std::string, std::string>>;

Table read_csv(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line, cell;
    std::vector<std::string> names;
    Table table;
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        for (std::istringstream in(line); std::getline(in, cell, ',');) {
            while (!cell.empty() && cell.back() == '\r') cell.pop_back();
            cells.push_back(cell);
        }
        if (names.empty()) {
            names = cells;
            continue;
        }
        for (std::size_t i = 0; i < names.size(); ++i)
            (i == 0 ? table.emplace_back() : table.back())[names[i]] = i < cells.size() ? cells[i] : "";
    }
    return table;
}

Interval as_printed(const std::string& text) {
    if (text.empty()) return Interval::none();
    const auto dot = text.find('.');
    return Interval::around(std::stod(text),
                            0.5 * std::pow(10.0, dot == text.npos ? 0.0 : -double(text.size() - dot - 1)));
}

/// Rows of a gold report; the tickers of `per_ads` have a footnote.
std::vector<RatioRow> gold_rows(const std::filesystem::path& folder, const std::string& per_ads,
                                Table& coverage) {
    std::map<std::string, std::map<std::string, std::map<std::string, Interval>>> figures;
    for (auto& r : read_csv(folder / "estimates.csv"))
        figures[r["table"] + "/" + r["ticker"]][r["fiscal_year"]][r["metric"]] = as_printed(r["value"]);
    coverage = read_csv(folder / "coverage.csv");
    std::vector<RatioRow> rows;
    for (auto& r : coverage) {
        RatioRow row{r["ticker"], r["currency"], "", r["currency"] == "USD", false, {}};
        row.per_ads = per_ads.find(" " + row.ticker + " ") != per_ads.npos;
        for (auto& [year, by] : figures[r["table"] + "/" + r["ticker"]])
            if (by.count("eps") && by.count("pe"))
                row.years.push_back(year_k(as_printed(r["price"]), by["eps"], by["pe"]));
        rows.push_back(row);
    }
    return rows;
}

/// Price, EPS by year, PE by year of the rows of one table of a gold report.
std::vector<NumberColumn> gold_columns(const std::filesystem::path& folder, const std::string& table) {
    std::map<std::string, std::map<std::string, Interval>> rows; // column, ticker
    for (auto& r : read_csv(folder / "coverage.csv"))
        if (r["table"] == table) rows["0 price"][r["ticker"]] = as_printed(r["price"]);
    for (auto& r : read_csv(folder / "estimates.csv"))
        if (r["table"] == table) rows[r["metric"] + r["fiscal_year"]][r["ticker"]] = as_printed(r["value"]);
    std::vector<NumberColumn> columns;
    for (const auto& [name, cells] : rows) {
        columns.emplace_back();
        for (const auto& [ticker, cell] : cells) columns.back().push_back(cell);
    }
    return columns;
}

std::filesystem::path gold_folder() {
    auto gold =
        std::filesystem::path(YANBAO_TEST_DATA).parent_path().parent_path().parent_path() / "shared/gold";
    if (std::filesystem::exists(gold)) return gold;
    WARN("skipped: no outside documents at " << gold.string());
    return {};
}

} // namespace

TEST_CASE("The gold reports give up their rates") {
    const auto gold =
        std::filesystem::path(YANBAO_TEST_DATA).parent_path().parent_path().parent_path() / "shared/gold";
    if (!std::filesystem::exists(gold)) {
        WARN("skipped: no outside documents at " << gold.string());
        return;
    }
    Table coverage;
    for (const RatioRow& row : gold_rows(gold / "000_716d801d961a64a2", "", coverage))
        CHECK(explain_ratios({row}).rows[0].text() == "1");

    for (const std::string footnotes : {" BZ.O TME.N ZH.N BEKE.N ", ""}) {
        const std::vector<RatioRow> rows = gold_rows(gold / "003_4e57f3f6f18fce95", footnotes, coverage);
        const RatioSolution solution = explain_ratios(rows);
        REQUIRE(solution.rates.size() == 2);
        CHECK(solution.rates[0].pair() == "HKD/CNY");
        CHECK(solution.rates[0].k.low == Approx(0.912).margin(0.0005));
        CHECK(solution.rates[0].k.high == Approx(0.919).margin(0.0005));
        CHECK(solution.rates[1].pair() == "USD/CNY");
        CHECK(solution.rates[1].k.low == Approx(7.06).margin(0.005));
        CHECK(solution.rates[1].k.high == Approx(7.28).margin(0.005));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string& ticker = rows[i].ticker;
            INFO(ticker << " " << explains(solution, i));
            if (rows[i].price_currency == "HKD") {
                CHECK(explains(solution, i) == "fx:HKD/CNY");
            } else if (ticker == "PDD.O") {
                CHECK(explains(solution, i) == "ads:4");
            } else if (ticker == "IQ.O" || ticker == "WB.O" || ticker == "SE.N") {
                CHECK(solution.rows[i].ambiguous());
                CHECK(explains(solution, i).starts_with("1|"));
            } else {
                const bool chinese =
                    std::string(" TME.N BZ.O VIPS.N ZH.N BEKE.N ").find(" " + ticker + " ") !=
                    std::string::npos;
                CHECK(explains(solution, i) == (chinese ? "fx:USD/CNY" : "1"));
            }
        }
    }
}

TEST_CASE("The columns of the gold reports are found without their headers") {
    const auto gold = gold_folder();
    if (gold.empty()) return;
    using Ids = std::vector<std::size_t>;
    // columns in the order of their names: price, EPS, PB, PE
    const auto second = assign_columns(gold_columns(gold / "003_4e57f3f6f18fce95", "2"));
    REQUIRE(second);
    CHECK(second->price == std::size_t{0});
    CHECK(second->eps == Ids{1, 2, 3});
    CHECK(second->pe == Ids{5, 6, 7});
    CHECK(second->sides_sure);
    const auto front = assign_columns(gold_columns(gold / "003_4e57f3f6f18fce95", "1"));
    REQUIRE(front);
    CHECK(front->eps == Ids{1, 2});
    CHECK(front->pe == Ids{3, 4});
    const auto first = assign_columns(gold_columns(gold / "000_716d801d961a64a2", "1"));
    REQUIRE(first);
    CHECK(first->price == std::size_t{0});
    CHECK(first->eps == Ids{1, 2, 3, 4});
    CHECK(first->pe == Ids{5, 6, 7, 8});
}
