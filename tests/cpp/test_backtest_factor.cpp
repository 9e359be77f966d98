#include "catch.hpp"

#include "yanbao/backtest/cross_section.hpp"
#include "yanbao/backtest/holdings.hpp"
#include "yanbao/backtest/newey_west.hpp"
#include "yanbao/backtest/study.hpp"
#include "yanbao/base/error.hpp"

#include <cmath>
#include <vector>

using namespace yanbao;
using namespace yanbao::backtest;
using namespace yanbao::backtest::factor;

namespace {

using Values = std::vector<double>;

std::vector<std::int32_t> bucket_of(const Values& values, Cut cut, const Values& bounds) {
    return bucketed(values, {1, values.size()}, {cut, bounds}, 1);
}

} // namespace

TEST_CASE("Equal values share the mean of their ranks, and a NaN has none") {
    const Values values{3.0, no_value, 1.0, 3.0, -2.0};
    Values ranks(values.size());
    std::vector<Placed> space;
    average_ranks(values, ranks, space);
    CHECK(ranks[0] == 3.5);
    CHECK(std::isnan(ranks[1]));
    CHECK(ranks[2] == 2.0);
    CHECK(ranks[3] == 3.5);
    CHECK(ranks[4] == 1.0);
}

TEST_CASE("A correlation is exact of ranks, and none of what is constant") {
    CHECK(correlation(Values{1, 2, 3, 4}, Values{4, 3, 2, 1}) == -1.0);
    CHECK(correlation(Values{1, 2, 3, 4}, Values{1, 2, 4, 3}) == Approx(0.8));
    CHECK(std::isnan(correlation(Values{0.1, 0.1, 0.1}, Values{1, 2, 3})));
    CHECK(std::isnan(correlation(Values{1}, Values{1})));
    CHECK(std::isnan(correlation({}, {})));
    CHECK(correlation(Values{1e-200, 2e-200, 4e-200}, Values{1, 2, 4}) != 2.0); // underflow: a number or none
}

TEST_CASE("Buckets hold as many names each, and ties stay together") {
    CHECK(bucket_of({5, 1, 4, 2, 3}, Cut::shares, even_shares(5)) ==
          std::vector<std::int32_t>{5, 1, 4, 2, 3});
    CHECK(bucket_of({1, 2, 3, 4}, Cut::shares, even_shares(2)) == std::vector<std::int32_t>{1, 1, 2, 2});
    CHECK(bucket_of({0, 0, 0, 0, 9}, Cut::shares, even_shares(5)) ==
          std::vector<std::int32_t>{1, 1, 1, 1, 5});
    CHECK(bucket_of({1, no_value, 3}, Cut::shares, even_shares(2)) == std::vector<std::int32_t>{1, 0, 2});
    CHECK(bucket_of({1, 2, 3, 4}, Cut::values, {1, 2, 3}) == std::vector<std::int32_t>{0, 1, 2, 0});
    CHECK(bucket_of({1, 2, 3, 4}, Cut::widths, Values(9)) == std::vector<std::int32_t>{1, 3, 6, 8});
    CHECK_THROWS_AS(bucket_of({1, 2}, Cut::values, {2, 1}), InvalidValue);
    CHECK_THROWS_AS(bucket_of({1, 2}, Cut::shares, {0, 1.5}), InvalidValue);
}

TEST_CASE("A name that lies on a bound of the usual numbers of buckets stays below it") {
    bool right = true;
    for (const std::size_t count : {2u, 3u, 4u, 5u, 8u, 10u, 20u}) {
        const Buckets buckets{Cut::shares, even_shares(count)};
        for (std::size_t parts = 1; parts <= 30; ++parts) { // the bounds are names 0, parts, 2 * parts, ...
            Values values(count * parts + 1);
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
            const auto found = bucketed(values, {1, values.size()}, buckets, 1);
            for (std::size_t k = 1; k <= count; ++k)
                right = right && found[k * parts] == static_cast<std::int32_t>(k);
        }
    }
    CHECK(right);
}

TEST_CASE("What lies far out is pulled in, but not where most values are the same") {
    Values values{1, 2, 3, 4, 100}, same{1, 1, 1, 1, 100}, space;
    clip_mad(values, 5, space);
    CHECK(values.back() == Approx(3 + 5 * 1.4826));
    clip_mad(same, 5, space);
    CHECK(same.back() == 100.0);
    Values wide{0, 1, 2, 3, 4};
    clip_shares(wide, 0.25, space);
    CHECK(wide == Values{1, 1, 2, 3, 3});
}

TEST_CASE("Residuals are of the names that have everything") {
    const Values values{1, 3, 10, 14, 5, 7}, size{1, 2, 3, 4, 5, no_value};
    const std::vector<std::int32_t> group{0, 0, 1, 1, -1, 2};
    Treatment by_group;
    by_group.residuals = true;
    by_group.on.group = group;
    const auto left = treated(values, {1, 6}, by_group);
    CHECK(left[0] == -1.0);
    CHECK(left[1] == 1.0);
    CHECK(left[2] == -2.0);
    CHECK(left[3] == 2.0);
    CHECK(std::isnan(left[4]));
    CHECK(left[5] == 0.0); // alone
    Treatment by_size;
    by_size.residuals = true;
    by_size.on.columns = {size, size}; // the second says nothing new
    const auto rest = treated(values, {1, 6}, by_size);
    double sum = 0.0, along = 0.0;
    for (std::size_t i = 0; i < 5; ++i) {
        sum += rest[i];
        along += rest[i] * size[i];
    }
    CHECK(sum == Approx(0.0).margin(1e-12));
    CHECK(along == Approx(0.0).margin(1e-12));
    CHECK(std::isnan(rest[5]));
}

TEST_CASE("Dates are on their own, and arrays must fit") {
    const Values values{1, 2, 3, 3, 2, 1}, returns{1, 2, 3, 1, 2, no_value};
    const auto found = coefficients(values, returns, {2, 3}, {}, 1, 3);
    CHECK(found.rank[0] == 1.0);
    CHECK(std::isnan(found.rank[1])); // fewer than three
    CHECK(found.names == std::vector<std::int32_t>{3, 2});
    CHECK_THROWS_AS(coefficients(values, returns, {2, 2}, {}, 1, 2), ShapeMismatch);
    const std::vector<std::int32_t> earlier{-1, 0}, later{-1, 1};
    CHECK(rank_autocorrelation(values, {2, 3}, earlier, 2)[1] == -1.0);
    CHECK_THROWS_AS(rank_autocorrelation(values, {2, 3}, later, 2), InvalidValue);
}

TEST_CASE("Buckets earn their means, and count who is new") {
    const std::vector<std::int32_t> bucket{1, 1, 2, 2, 1, 2, 2, 0}, earlier{-1, 0};
    const Values returns{0.1, 0.3, 0.5, no_value, 0.0, 0.2, 0.4, 9.0};
    const auto found = bucket_returns(bucket, returns, {2, 4}, 2, 1);
    CHECK(found.mean[0] == Approx(0.2));
    CHECK(found.error[0] == Approx(0.1)); // std 0.1414 over the root of 2
    CHECK(std::isnan(found.error[1]));    // of one name
    CHECK(found.all[1] == Approx(0.2));
    const auto fresh = newcomers(bucket, {2, 4}, earlier, 2);
    CHECK(std::isnan(fresh[0]));
    CHECK(fresh[2] == 0.0);
    CHECK(fresh[3] == 0.5);
    CHECK_THROWS_AS(newcomers(bucket, {2, 4}, earlier, 1), InvalidValue);
}

TEST_CASE("Weights are as much long as short, and none where all values are the same") {
    CHECK(weights(Values{3, 4, 2, 1}, {1, 4}) == Values{0.125, 0.375, -0.125, -0.375});
    CHECK(weights(Values{0.1, 0.1, 0.1}, {1, 3}) == Values{0, 0, 0});
    CHECK(weights(Values{}, {1, 0}).empty());
    const auto gaps = weights(Values{no_value, 3, 1, no_value, no_value, no_value}, {2, 3});
    CHECK(std::isnan(gaps[0]));
    CHECK(gaps[1] == 0.5);
    CHECK(gaps[2] == -0.5);
    CHECK(std::isnan(gaps[4]));
}

TEST_CASE("The error of a mean, with and without overlap") {
    const Values values{1, 2, 3, 4};
    CHECK(newey_west(values, 0).error == Approx(std::sqrt(5.0 / 3.0 / 4.0)));
    // autocovariances 5/4, 5/16, and weights 1, 2 * 1/2
    CHECK(newey_west(values, 1).error == Approx(std::sqrt((1.25 + 0.3125) / 3.0)));
    CHECK(newey_west(values, 3).error == newey_west(values, 99).error);
    CHECK(newey_west(Values{1, no_value, 3}, 0).mean == 2.0);
    CHECK(std::isnan(newey_west(Values{0.1, 0.1, 0.1}, 0).error));
    CHECK(newey_west(Values{0.1, 0.1, 0.1}, 0).mean == 0.1);
    CHECK(std::isnan(newey_west(Values{5}, 0).error));
    CHECK(std::isnan(newey_west({}, 0).mean));
}
