#include "catch.hpp"
#include "ratios.hpp"

#include "yanbao/witness/columns.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace yanbao::witness;
using yanbao::Interval;

namespace {

/// Columns price, EPS x 3, PE x 3, PB of made-up companies, losses among them.
std::vector<NumberColumn> table(std::size_t rows, int digits, unsigned seed, std::vector<double> ks = {1.0}) {
    std::mt19937 random(seed);
    const auto uniform = [&](double low, double high) {
        return low + (high - low) * double(random() % 10007) / 10007.0;
    };
    std::vector<NumberColumn> columns(8);
    for (std::size_t r = 0; r < rows; ++r) {
        const double price = std::exp(uniform(1.0, 6.0)), k = ks[r % ks.size()],
                     pe = std::exp(uniform(2.3, 4.0));
        double eps = price * k / pe;
        if (random() % 7 == 0) eps = -0.3 * eps;
        columns[0].push_back(rounded(price, digits));
        for (std::size_t y = 0; y < 3; ++y) {
            columns[1 + y].push_back(rounded(eps, digits));
            columns[4 + y].push_back(rounded(price * k / eps, digits - 1));
            eps = eps * uniform(1.05, 1.6) + (eps < 0 ? 0.5 * price * k / pe : 0.0);
        }
        columns[7].push_back(rounded(uniform(0.7, 8.0), 1));
    }
    return columns;
}

using Ids = std::vector<std::size_t>;

} // namespace

TEST_CASE("EPS and PE are found without a header") {
    const auto columns = table(9, 2, 1);
    const auto roles = assign_columns(columns);
    REQUIRE(roles);
    CHECK(roles->price == std::size_t{0});
    CHECK(roles->eps == Ids{1, 2, 3});
    CHECK(roles->pe == Ids{4, 5, 6});
    CHECK(roles->sides_sure);
    CHECK(roles->in_order);
    CHECK(roles->rows_told == 9);
    CHECK(roles->rows_agree == 9);
}

TEST_CASE("In any order of columns, one digit printed, several exchanges") {
    std::mt19937 random(5);
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto columns = table(27, 1, seed, {0.915, 1.0, 7.15, 0.915, 0.915, 1.0});
        Ids order(columns.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        std::vector<NumberColumn> mixed;
        for (const std::size_t c : order) mixed.push_back(columns[c]);
        const auto roles = assign_columns(mixed);
        INFO("seed " << seed);
        REQUIRE(roles);
        REQUIRE(roles->price);
        CHECK(order[*roles->price] == 0);
        REQUIRE(roles->eps.size() == 3);
        for (std::size_t y = 0; y < 3; ++y) {
            CHECK(order[roles->eps[y]] >= 1);
            CHECK(order[roles->eps[y]] <= 3);
            CHECK(order[roles->pe[y]] == order[roles->eps[y]] + 3);
        }
        CHECK(std::is_sorted(roles->eps.begin(), roles->eps.end()));
    }
}

TEST_CASE("Wrong digits and absent cells do not hide the columns") {
    auto columns = table(12, 2, 3);
    columns[5][2] = rounded(777.7, 1);
    columns[2][7] = Interval::none();
    columns[4][8] = Interval::none();
    const auto roles = assign_columns(columns);
    REQUIRE(roles);
    CHECK(roles->eps == Ids{1, 2, 3});
    CHECK(roles->pe == Ids{4, 5, 6});
    CHECK(roles->rows_agree == roles->rows_told - 1);
}

TEST_CASE("Columns that obey no identity are not assigned") {
    std::mt19937 random(11);
    for (int trial = 0; trial < 20; ++trial) {
        std::vector<NumberColumn> columns(8);
        for (auto& column : columns)
            for (int r = 0; r < 20; ++r)
                column.push_back(rounded(std::exp(double(random() % 1000) / 200.0), 1));
        CHECK_FALSE(assign_columns(columns));
    }
    CHECK_FALSE(assign_columns({}));
    CHECK_FALSE(assign_columns(table(1, 1, 2)));
}

TEST_CASE("A reading is weighed against the figures") {
    const auto columns = table(10, 2, 4);
    CHECK(check_columns(columns, 0, {1, 2, 3}, {4, 5, 6}).share() == 1.0);
    CHECK(check_columns(columns, 0, {1, 2, 3}, {6, 5, 4}).share() < 0.3); // the years of PE backwards
    CHECK(check_columns(columns, 0, {2, 3}, {4, 5}).share() < 0.3);       // a year lost
    ColumnSettings settings;
    settings.price = 0;
    settings.years = 2;
    REQUIRE(assign_columns(columns, settings));
    CHECK(assign_columns(columns, settings)->eps.size() == 2);
}
