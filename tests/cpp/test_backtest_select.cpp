#include "catch.hpp"

#include "yanbao/backtest/select.hpp"
#include "yanbao/backtest/weigh.hpp"
#include "yanbao/base/error.hpp"

#include <limits>

using namespace yanbao::backtest;
using Doubles = std::vector<double>;
using Flags = std::vector<std::uint8_t>;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

Doubles weighed(const Doubles& base, double most) {
    Doubles out(base.size());
    weigh(base, most, out);
    return out;
}

void near(const Doubles& found, const Doubles& wanted) {
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(wanted[i]).margin(1e-14));
}

} // namespace

TEST_CASE("Weights are in proportion, and what one may not have goes to the others") {
    near(weighed({1, 1, 2}, 1.0), {0.25, 0.25, 0.5});
    near(weighed({8, 1, 1}, 0.4), {0.4, 0.3, 0.3});
    // the second passes the bound only when the first has given
    near(weighed({70, 20, 6, 4}, 0.3), {0.3, 0.3, 0.24, 0.16});
    CHECK(weighed({5}, 1.0) == Doubles{1.0});
    CHECK(weighed({}, 1.0).empty());
}

TEST_CASE("Where all are at the bound the rest stays out") {
    near(weighed({8, 1, 1}, 0.25), {0.25, 0.25, 0.25});
    const Doubles three(3, 1.0);
    near(weighed(three, 1.0 / 3.0), {1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0});
    CHECK_THROWS_AS(weighed(three, 0.0), yanbao::InvalidValue);
    CHECK_THROWS_AS(weighed(three, unknown), yanbao::InvalidValue);
}

TEST_CASE("Bases whose sum is beyond a double, and tiny ones, are weighed as others are") {
    near(weighed({1e308, 1e308, 1e308, 1e308}, 1.0), {0.25, 0.25, 0.25, 0.25});
    near(weighed({4e-320, 4e-320}, 1.0), {0.5, 0.5});
}

TEST_CASE("The best of those that pass, by column where they are equal") {
    const Flags passes{1, 1, 0, 1, 1};
    const Doubles rank{2, 3, 9, 3, unknown};
    Choice choice;
    choice.longs.count = 1;
    Selection found = select({1, 5, passes, rank, {}}, choice);
    near(found.weight, {0, 1, 0, 0, 0});
    CHECK(found.passing[0] == 4);
    CHECK(found.unranked[0] == 1);
    CHECK(found.longs[0] == 1);
    choice.longs.count = 2;
    near(select({1, 5, passes, rank, {}}, choice).weight, {0, 0.5, 0, 0.5, 0});
    choice.longs.count = 100;
    CHECK(select({1, 5, passes, rank, {}}, choice).longs[0] == 3);
}

TEST_CASE("Who has no base is left out before the best are taken") {
    const Flags passes(4, 1);
    const Doubles rank{4, 3, 2, 1}, base{0, endless, 3, 1};
    Choice choice;
    choice.longs.count = 2;
    const Selection found = select({1, 4, passes, rank, base}, choice);
    near(found.weight, {0, 0, 0.75, 0.25});
    CHECK(found.unweighted[0] == 2);
}

TEST_CASE("A part of those that can be held is rounded down, and is one at least") {
    const Flags passes(100, 1);
    Doubles rank(100);
    for (std::size_t i = 0; i < 100; ++i) rank[i] = static_cast<double>(i);
    Choice choice;
    for (const auto& [share, count] : {std::pair{0.29, 29}, {0.001, 1}, {0.999, 99}, {1.0, 100}}) {
        choice.longs.share = share;
        CHECK(select({1, 100, passes, rank, {}}, choice).longs[0] == count);
    }
    choice.longs.share = 1.01;
    CHECK_THROWS_AS(select({1, 100, passes, rank, {}}, choice), yanbao::InvalidValue);
    choice.longs.share = unknown;
    CHECK_THROWS_AS(select({1, 100, passes, rank, {}}, choice), yanbao::InvalidValue);
}

TEST_CASE("The best are bought and the worst sold, nobody both") {
    const Flags passes(5, 1);
    const Doubles rank{1, 5, 3, endless, -endless};
    Choice choice;
    choice.longs.count = 2;
    choice.shorts = Most{2, {}};
    near(select({1, 5, passes, rank, {}}, choice).weight, {-0.5, 0.5, 0, 0.5, -0.5});
    choice.longs.count = choice.shorts->count = 49; // of 2 each has 49 * 2 / 98, to the last digit
    const Flags two{1, 1, 0, 0, 0};
    near(select({1, 5, two, rank, {}}, choice).weight, {-1, 1, 0, 0, 0});
    choice.longs.count = 3;
    choice.shorts->count = 1;
    const Selection none = select({1, 5, two, rank, {}}, choice);
    near(none.weight, {0, 0, 0, 0, 0});
    CHECK((none.longs[0] == 0 && none.shorts[0] == 0));
}

TEST_CASE("Rows of nothing, and shapes that do not fit") {
    CHECK(select({0, 5, {}, {}, {}}, {}).weight.empty());
    CHECK(select({3, 0, {}, {}, {}}, {}).passing.size() == 3);
    const Flags none(4, 0);
    CHECK(select({2, 2, none, {}, {}}, {}).weight == Doubles(4, 0.0));
    const Doubles three(3, 1.0);
    CHECK_THROWS_AS(select({2, 2, none, three, {}}, {}), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(select({2, 2, none, {}, three}, {}), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(select({2, 3, none, {}, {}}, {}), yanbao::ShapeMismatch);
    Choice choice;
    choice.longs.count = 0;
    CHECK_THROWS_AS(select({2, 2, none, {}, {}}, choice), yanbao::InvalidValue);
}
