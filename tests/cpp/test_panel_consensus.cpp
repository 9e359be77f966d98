#include "catch.hpp"

#include "yanbao/panel/consensus.hpp"
#include "yanbao/panel/revision.hpp"

#include <cmath>
#include <limits>

using namespace yanbao::panel;
using Ints = std::vector<std::int32_t>;

namespace {

/// Estimates of one ticker, a list a column.
struct Table {
    Ints broker, session, last;
    std::vector<double> value;
    Ints period = Ints(broker.size(), 2025), ticker = Ints(broker.size(), 0);

    Estimates view() const { return {ticker, broker, period, session, last, value}; }
};

constexpr std::int32_t low_most = std::numeric_limits<std::int32_t>::min();
const Ints years(std::size_t n) { return Ints(n, 2025); }

bool same(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])))) return false;
    return true;
}
constexpr double none = missing;

} // namespace

TEST_CASE("A broker counts once, with his newest estimate, until it ends") {
    const Table t{{7, 3, 7, 9}, {0, 1, 2, 2}, {3, 9, 4, 3}, {1.0, 2.0, 3.0, 7.0}};
    const Consensus c = consensus(t.view(), {6, 1}, years(6));
    CHECK(c.count == Ints{1, 2, 3, 3, 2, 1});
    CHECK(same(c.mean, {1.0, 1.5, 4.0, 4.0, 2.5, 2.0}));
    CHECK(same(c.median, {1.0, 1.5, 3.0, 3.0, 2.5, 2.0}));
    CHECK(same(c.high, {1.0, 2.0, 7.0, 7.0, 3.0, 2.0}));
    CHECK(same(c.low, {1.0, 1.0, 2.0, 2.0, 2.0, 2.0}));
    CHECK(std::isnan(c.deviation[1]));
    CHECK(c.deviation[2] == Approx(std::sqrt(7.0)));
}

TEST_CASE("Each cell has the period that it asks for") {
    Table t{{1, 2}, {0, 0}, {}, {1.0, 5.0}};
    t.period = {2024, 2025};
    const Consensus c = consensus(t.view(), {5, 1}, Ints{2024, 2025, 0, 2026, 2024});
    CHECK(c.count == Ints{1, 1, 0, 0, 1});
    CHECK(same(c.mean, {1.0, 5.0, none, none, 1.0}));
}

TEST_CASE("NaN withdraws an estimate, and too few brokers leave their number") {
    const Table t{{1, 2, 1}, {0, 1, 2}, {}, {1.0, 5.0, missing}};
    const Consensus c = consensus(t.view(), {3, 1}, years(3), 2);
    CHECK(c.count == Ints{1, 2, 1});
    CHECK(same(c.mean, {none, 3.0, none}));
}

TEST_CASE("A revision is of the brokers in both, or of the level") {
    // broker 1 goes from 2 to 3, broker 2 begins with 9
    const Table t{{1, 1, 2}, {0, 2, 2}, {}, {2.0, 3.0, 9.0}};
    const Ints then{-2, -1, 0, 1};
    const Revision matched = revision(t.view(), {4, 1}, years(4), then, Compare::matched);
    CHECK(same(matched.change, {none, none, 0.5, 0.5}));
    CHECK(same(matched.breadth, {none, none, 0.5, 0.5}));
    const Revision level = revision(t.view(), {4, 1}, years(4), then, Compare::level);
    CHECK(same(level.change, {none, none, 2.0, 2.0}));
    CHECK(same(revision(t.view(), {4, 1}, years(4), then, Compare::matched, 2).change,
               {none, none, none, none}));
}

TEST_CASE("A loss that narrows is a rise, and the year that is wanted today is compared") {
    Table t{{1, 1, 1}, {0, 0, 1}, {}, {-2.0, 40.0, -1.0}};
    t.period = {2025, 2024, 2025};
    const Revision r = revision(t.view(), {2, 1}, Ints{2024, 2025}, Ints{-1, 0}, Compare::matched);
    CHECK(same(r.change, {none, 0.5}));
    CHECK(same(r.breadth, {none, 1.0}));
}

TEST_CASE("What was known before the panel is compared with") {
    const Table t{{1, 1}, {-9, -1}, {}, {2.0, 1.0}};
    CHECK(same(revision(t.view(), {2, 1}, years(2), Ints{-3, 0}, Compare::level).change, {-0.5, 0.0}));
    CHECK(same(revision(t.view(), {1, 1}, years(1), Ints{low_most}, Compare::level).change, {none}));
}

TEST_CASE("Nothing is divided by a mean that is 0 but for rounding") {
    const Table t{{1, 2, 3, 1}, {0, 0, 0, 1}, {}, {0.1, 0.2, -0.3, 5.0}};
    for (const Compare how : {Compare::matched, Compare::level}) {
        const Revision r = revision(t.view(), {2, 1}, years(2), Ints{-1, 0}, how);
        CHECK(std::isnan(r.change[1]));
        CHECK(r.breadth[1] == Approx(1.0 / 3));
    }
}

TEST_CASE("Estimates that cannot be are refused") {
    const auto run = [](const Table& t, const Ints& wanted = {2025}) {
        return consensus(t.view(), {1, 1}, wanted);
    };
    Table t{{1}, {0}, {}, {1.0}};
    CHECK(run(t).count == Ints{1});
    CHECK_THROWS_AS(run(t, {2025, 2025}), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(consensus(t.view(), {1, 1}, years(1), 0), yanbao::InvalidValue);
    for (const double x : {1e151, -std::numeric_limits<double>::infinity()}) {
        t.value = {x};
        CHECK_THROWS_AS(run(t), yanbao::InvalidValue);
    }
    t = {{-1}, {0}, {}, {1.0}};
    CHECK_THROWS_AS(run(t), yanbao::InvalidValue);
    t = {{1}, {0}, {}, {1.0}};
    t.period = {0};
    CHECK_THROWS_AS(run(t), yanbao::InvalidValue);
    t.period = {2025, 2025};
    CHECK_THROWS_AS(run(t), yanbao::ShapeMismatch);
}

TEST_CASE("A session is compared with none that comes after it") {
    const Table t{{1}, {0}, {}, {1.0}};
    const auto run = [&](const Ints& then) {
        return revision(t.view(), {2, 1}, years(2), then, Compare::matched);
    };
    CHECK(run({0, 1}).change == std::vector<double>{0.0, 0.0});
    CHECK_THROWS_AS(run({0, 2}), yanbao::InvalidValue);
    CHECK_THROWS_AS(run({0, -1}), yanbao::InvalidValue);
    CHECK_THROWS_AS(run({0}), yanbao::ShapeMismatch);
}
