#include "catch.hpp"

#include "yanbao/metrics/aggregate.hpp"
#include "yanbao/metrics/growth.hpp"
#include "yanbao/metrics/rating.hpp"
#include "yanbao/metrics/valuation.hpp"

#include <random>

using namespace yanbao::metrics;

namespace {

Array one(double x) { return Array::Constant(1, x); }
Bounds around(double x, double half) { return {one(x - half), one(x + half)}; }

} // namespace

TEST_CASE("Whatever the true figures are, the bounds hold the true metric") {
    std::mt19937 random(3);
    const auto uniform = [&](double low, double high) {
        return low + (high - low) * double(random() % 10007) / 10006.0;
    };
    for (int trial = 0; trial < 5000; ++trial) {
        const double price = uniform(1, 50), k = uniform(0.8, 1.2), from = uniform(-1, 2),
                     to = uniform(-1, 3);
        // printed figures are off by up to their half units
        const Bounds p = around(price + uniform(-0.05, 0.05), 0.0501),
                     kb = around(k + uniform(-0.01, 0.01), 0.0101);
        const Bounds f = around(from + uniform(-0.5, 0.5), 0.501),
                     t = around(to + uniform(-0.05, 0.05), 0.0501);
        INFO("price " << price << " k " << k << " from " << from << " to " << to);
        const double true_pe = pe(one(price), one(k), one(from)).value[0];
        const double true_growth = growth(one(from), one(to)).value[0];
        const double true_cagr = cagr(one(from), one(to), 3).value[0];
        const Bounds pb = pe_bounds(p, kb, f), gb = growth_bounds(f, t), cb = cagr_bounds(f, t, 3);
        if (!std::isnan(true_pe)) CHECK(pb[0].holds(true_pe));
        if (std::isnan(true_pe) && pb.known(0)) CHECK(std::isinf(pb.high[0]));
        if (!std::isnan(true_growth)) CHECK(gb[0].holds(true_growth));
        if (std::isnan(true_growth) && gb.known(0)) CHECK((std::isinf(gb.high[0]) || std::isinf(gb.low[0])));
        if (!std::isnan(true_cagr)) CHECK(cb[0].holds(true_cagr));
        if (std::isnan(true_cagr) && cb.known(0)) CHECK((std::isinf(cb.high[0]) || std::isinf(cb.low[0])));
        const double true_peg = peg(one(true_pe), one(true_growth)).value[0];
        const Bounds eb = peg_bounds(pb, gb);
        if (!std::isnan(true_peg)) CHECK(eb[0].holds(true_peg));
        if (std::isnan(true_peg) && eb.known(0)) CHECK(std::isinf(eb.high[0]));
        CHECK(
            earnings_yield_bounds(p, kb, f)[0].holds(earnings_yield(one(price), one(k), one(from)).value[0]));
    }
}

TEST_CASE("Shapes and indices that do not fit are refused") {
    const Array two = Array::Ones(2);
    CHECK_THROWS_AS(pe(one(1), two, one(1)), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(growth(one(1), two), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(cagr(one(1), one(1), 0), yanbao::InvalidValue);
    CHECK_THROWS_AS(membership(std::vector<Member>{{5, 0, 1}}, 2, 1), yanbao::InvalidValue);
    CHECK_THROWS_AS(membership(std::vector<Member>{{0, -1, 1}}, 2, 1), yanbao::InvalidValue);
    CHECK_THROWS_AS(membership({}, 1, 2, std::vector<std::int32_t>{7, -1}), yanbao::InvalidValue);
    CHECK_THROWS_AS(group_pe(one(1), one(1), MembershipMatrix::Ones(3, 1)), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(excess_return(std::vector<std::int32_t>{1}, std::vector<ExcessReturn>{{0.1, 0.2}}),
                    yanbao::InvalidValue);
}

TEST_CASE("Every reason has a name, and each name one reason") {
    for (std::size_t i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        CHECK_FALSE(name(reason).empty());
        CHECK(reason_of(name(reason)) == reason);
    }
    CHECK_FALSE(reason_of("no such reason"));
    CHECK(name(static_cast<Reason>(200)).empty());
}

TEST_CASE("The median of an even count is the mean of the middle two") {
    std::vector<double> even{4, 1, 3, 2}, none;
    CHECK(median(even) == 2.5);
    CHECK(std::isnan(median(none)));
}
