#include "catch.hpp"

#include "yanbao/base/interval.hpp"

using yanbao::Interval;

TEST_CASE("A printed number is the interval that rounds to it") {
    const Interval printed = Interval::around(0.1, 0.05);
    CHECK(printed.holds(0.05));
    CHECK(printed.holds(0.15));
    CHECK_FALSE(printed.holds(0.16));
    CHECK(printed.width() == Approx(0.1));
}
