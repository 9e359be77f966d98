#include "catch.hpp"

#include "yanbao/base/interval.hpp"

#include <cmath>
#include <limits>

using yanbao::intersect;
using yanbao::Interval;
using yanbao::overlap;

namespace {
const double infinity = std::numeric_limits<double>::infinity();
const double not_a_number = std::numeric_limits<double>::quiet_NaN();
} // namespace

TEST_CASE("A printed number is the interval that rounds to it") {
    const Interval printed = Interval::around(0.25, 0.125);
    CHECK(printed == Interval{0.125, 0.375});
    CHECK(printed.holds(0.125));
    CHECK(printed.holds(0.375));
    CHECK_FALSE(printed.holds(0.376));
    CHECK(printed.width() == 0.25);
    CHECK(printed.middle() == 0.25);
}

TEST_CASE("Nothing known is the whole line, nothing possible is empty") {
    CHECK(Interval{}.holds(-1e300));
    CHECK_FALSE(Interval{}.empty());
    CHECK(Interval::none().empty());
    CHECK(Interval{not_a_number, 1.0}.empty());
    CHECK(intersect({0.0, 2.0}, {2.0, 3.0}) == Interval{2.0, 2.0});
    CHECK(overlap({0.0, 2.0}, {2.0, 3.0}));
    CHECK_FALSE(overlap({0.0, 1.0}, {2.0, 3.0}));
}

TEST_CASE("Sum and difference hold every sum and difference") {
    CHECK(Interval{1, 2} + Interval{10, 20} == Interval{11, 22});
    CHECK(Interval{1, 2} - Interval{10, 20} == Interval{-19, -8});
}

TEST_CASE("A product holds every product, whatever the signs") {
    const double ends[] = {-3.0, -1.0, 0.0, 2.0, 5.0};
    for (double a : ends)
        for (double b : ends)
            for (double c : ends)
                for (double d : ends) {
                    if (a > b || c > d) continue;
                    const Interval product = Interval{a, b} * Interval{c, d};
                    for (double x : {a, 0.5 * (a + b), b})
                        for (double y : {c, 0.5 * (c + d), d}) CHECK(product.holds(x * y));
                }
}

TEST_CASE("A quotient by an interval that holds 0 says nothing") {
    CHECK(Interval{1, 2} / Interval{-1, 1} == Interval{});
    CHECK(Interval{1, 2} / Interval{0, 1} == Interval{});
    CHECK(Interval{1, 2} / Interval{0.5, 4} == Interval{0.25, 4});
    CHECK(Interval{1, 2} / Interval{-4, -0.5} == Interval{-4, -0.25});
}

TEST_CASE("What is empty stays empty") {
    CHECK((Interval::none() * Interval{1, 2}).empty());
    CHECK((Interval{1, 2} / Interval::none()).empty());
    CHECK((Interval::none() + Interval{1, 2}).empty());
    CHECK((Interval{1, 2} - Interval::none()).empty());
}

TEST_CASE("Unbounded factors leave no NaN") {
    const Interval above_zero{0.0, infinity};
    const Interval product = Interval{} * above_zero;
    CHECK_FALSE(std::isnan(product.low));
    CHECK_FALSE(std::isnan(product.high));
    CHECK(product.holds(-1e9));
    CHECK(product.holds(0.0));
    CHECK((Interval{0.0, 0.0} * Interval{}).holds(0.0));
}
