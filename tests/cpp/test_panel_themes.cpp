#include "catch.hpp"

#include "yanbao/metrics/group_series.hpp"
#include "yanbao/panel/mentions.hpp"
#include "yanbao/panel/opinions.hpp"

#include <cmath>
#include <limits>

using namespace yanbao::panel;
using Ints = std::vector<std::int32_t>;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr std::int32_t least_int = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t most_int = std::numeric_limits<std::int32_t>::max();

} // namespace

TEST_CASE("A cell has the strongest live role and the number of brokers that give the one asked for") {
    const Ints ticker{0, 0, 0, 1}, source{7, 3, 7, -1}, session{0, 1, 2, least_int}, last{3, 2, 4, most_int};
    const Bytes role{2, 5, 4, 1};
    const Mentions mentions{ticker, source, session, last, role};
    const Standing all = standing(mentions, {6, 2}, 1);
    CHECK(all.strength == Bytes{2, 1, 5, 1, 5, 1, 4, 1, 4, 1, 0, 1});
    CHECK(all.brokers == Ints{1, 0, 2, 0, 2, 0, 1, 0, 1, 0, 0, 0}); // 7 says it twice, and counts once
    CHECK(standing(mentions, {6, 2}, 4).brokers == Ints{0, 0, 1, 0, 2, 0, 1, 0, 1, 0, 0, 0});
    CHECK(standing(mentions, {6, 2}, 4).strength == all.strength);
}

TEST_CASE("Mentions outside the sessions, and those that end before they begin, name nobody") {
    const Ints ticker{0, 0, 0}, source{0, 1, 2}, session{3, -9, 2}, last{9, -1, 1};
    const Bytes role{1, 1, 1};
    CHECK(standing({ticker, source, session, last, role}, {3, 1}, 1).strength == Bytes{0, 0, 0});
    CHECK(standing({}, {2, 1}, 1).brokers == Ints{0, 0});
    CHECK(standing({}, {0, 5}, 1).strength.empty());
    const Bytes none{1, 0, 1};
    CHECK_THROWS_AS(standing({ticker, source, session, last, none}, {3, 1}, 1), yanbao::InvalidValue);
    CHECK_THROWS_AS(standing({ticker, source, session, last, {}}, {3, 1}, 1), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(standing({ticker, source, session, last, role}, {3, 0}, 1), yanbao::InvalidValue);
}

TEST_CASE("Of each broker the newest opinion counts, and means are over those that have the value") {
    const Ints ticker{1, 1, 1}, broker{4, 2, 4}, session{0, 1, 3}, last{2, 4, 9};
    const Opinions opinions{ticker, broker, session, last};
    const OpinionSpells spells = newest_opinions(opinions, {6, 2});
    CHECK(spells.row == Ints{1, 0, 2});
    CHECK(spells.from == Ints{1, 0, 3});
    CHECK(spells.to == Ints{4, 2, 5});

    const std::vector<double> score{1.0, 0.5, missing},
        bound{0.1, std::numeric_limits<double>::infinity(), 0.3};
    const std::vector<std::span<const double>> values{score, bound};
    const OpinionStretches found = mean_opinions(opinions, values, {6, 2});
    CHECK(found.ticker == Ints{1, 1, 1, 1});
    CHECK(found.from == Ints{0, 1, 3, 5});
    CHECK(found.to == Ints{0, 2, 4, 5});
    CHECK(found.count[0] == Ints{1, 2, 1, 0});
    CHECK(found.count[1] == Ints{1, 2, 2, 1});
    CHECK(found.mean[0][1] == 0.75);
    CHECK(found.mean[0][2] == 0.5);
    CHECK(std::isnan(found.mean[0][3]));
    CHECK(std::isinf(found.mean[1][2]));
    CHECK(found.mean[1][3] == 0.3);
}

TEST_CASE("A stretch ends where nobody has an opinion") {
    const Ints ticker{0, 0}, broker{0, 0}, session{0, 3}, last{1, 3};
    const std::vector<double> one{1.0, 2.0};
    const std::vector<std::span<const double>> values{one};
    const OpinionStretches found = mean_opinions({ticker, broker, session, last}, values, {5, 1});
    CHECK(found.from == Ints{0, 3});
    CHECK(found.to == Ints{1, 3});
    const Ints negative{0, -1};
    CHECK_THROWS_AS(newest_opinions({ticker, negative, session, last}, {5, 1}), yanbao::InvalidValue);
    const std::vector<double> few{1.0};
    const std::vector<std::span<const double>> short_values{few};
    CHECK_THROWS_AS(mean_opinions({ticker, broker, session, last}, short_values, {5, 1}),
                    yanbao::ShapeMismatch);
}

TEST_CASE("PE of a group on dates: losses are kept, members change, yields go without caps") {
    using namespace yanbao::metrics;
    const double nan = yanbao::metrics::missing;
    const std::vector<Strength> strength{4, 1, 0, 1, 1, 1};
    const std::vector<double> cap{100, 50, 7, 100, nan, 50}, earnings{5, -1, 1, -5, 1, nan};
    const auto dates = group_pe_series({strength, cap, earnings, {}, 2, 3});
    REQUIRE(dates.size() == 2);
    CHECK(dates[0].by_sum == 37.5);
    CHECK(dates[0].harmonic == Approx(2.0 / 0.03));
    CHECK(dates[0].median == 20.0);
    CHECK(dates[0].members == 2);
    CHECK(std::isnan(dates[1].by_sum));
    CHECK(dates[1].n == 1);
    CHECK(dates[1].members == 3);
    CHECK(dates[1].cap_coverage == Approx(100.0 / 150.0));
    CHECK(group_pe_series({strength, cap, earnings, {}, 2, 3}, 2)[0].n == 1);

    const std::vector<double> yields{0.05, nan, 1.0, 0.04, 0.02, -0.01};
    const auto alone = group_pe_series({strength, {}, {}, yields, 2, 3});
    CHECK(alone[0].harmonic == 20.0);
    CHECK(alone[0].n == 0);
    CHECK(alone[1].harmonic == Approx(60.0));
    CHECK(alone[1].median == Approx(37.5));
    CHECK(std::isnan(alone[1].by_sum));
    CHECK(std::isnan(alone[1].cap_coverage));
    const std::vector<double> few{1.0};
    CHECK_THROWS_AS(group_pe_series({strength, few, {}, {}, 2, 3}), yanbao::ShapeMismatch);
}
