#include "catch.hpp"

#include "yanbao/witness/identity.hpp"
#include "yanbao/witness/kin.hpp"

#include <limits>

using namespace yanbao::witness;
using yanbao::Interval;

namespace {

Interval printed(double value, double half) { return Interval::around(value, half); }

} // namespace

TEST_CASE("A profitable year bounds k on both sides") {
    // 25.00 at EPS 1.25 and PE 20.0: k is 1
    const Interval k = year_k(printed(25.0, 0.005), printed(1.25, 0.005), printed(20.0, 0.05));
    CHECK(k.holds(1.0));
    CHECK(k.low == Approx(1.245 * 19.95 / 25.005));
    CHECK(k.high == Approx(1.255 * 20.05 / 24.995));
    CHECK(tells(k));
}

TEST_CASE("A loss printed with a negative PE is as good as a profit") {
    const Interval k = year_k(printed(30.0, 0.05), printed(-1.5, 0.05), printed(-20.0, 0.5));
    CHECK(k.holds(1.0));
    CHECK(tells(k));
}

TEST_CASE("An EPS that may be 0 leaves an upper bound alone") {
    const Interval k = year_k(printed(45.0, 0.05), printed(0.0, 0.05), printed(-2250.0, 0.5));
    CHECK(k.low == 0.0);
    CHECK(k.high == Approx(0.05 * 2250.5 / 44.95));
    CHECK_FALSE(tells(k));
}

TEST_CASE("A figure that is absent or a PE that may be 0 says nothing") {
    CHECK(year_k(printed(10, 0.5), printed(-0.3, 0.05), printed(0.0, 0.05)) == any_k);
    CHECK(year_k(printed(10, 0.5), Interval::none(), printed(20, 0.5)) == any_k);
    CHECK(year_k(printed(10, 0.5), printed(1, 0.05), Interval::none()) == any_k);
    CHECK(year_k(printed(0.0, 0.5), printed(1, 0.05), printed(20, 0.5)) == any_k);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(year_k({nan, nan}, printed(1, 0.05), printed(20, 0.5)) == any_k);
}

TEST_CASE("Signs that contradict each other leave no k") {
    CHECK(year_k(printed(10, 0.05), printed(0.5, 0.05), printed(-20, 0.5)).empty());
}

TEST_CASE("The years of a row share one k, and the one that does not is named") {
    const Interval price = printed(50.0, 0.05);
    const std::vector<Interval> eps{printed(2.0, 0.05), printed(2.5, 0.05), printed(4.0, 0.05)};
    std::vector<Interval> pe{printed(25, 0.5), printed(20, 0.5), printed(12.5, 0.5)};
    const RowK good = row_k(price, eps, pe);
    CHECK(good.consistent());
    CHECK(good.k.holds(1.0));
    CHECK(good.disagree.empty());

    pe[1] = printed(26, 0.5);
    const RowK bad = row_k(price, eps, pe);
    CHECK_FALSE(bad.consistent());
    CHECK(bad.disagree == std::vector<std::size_t>{1});
    CHECK(bad.majority.holds(1.0));

    const RowK torn = row_k(price, std::vector<Interval>(eps.begin(), eps.begin() + 2), pe);
    CHECK(torn.disagree == std::vector<std::size_t>{0, 1});
    CHECK_FALSE(tells(torn.majority));
}

TEST_CASE("A year that says nothing makes no majority") {
    const RowK row = row_k(std::vector<Interval>{any_k, {0.9, 1.1}, {1.9, 2.1}, any_k});
    CHECK_FALSE(row.consistent());
    CHECK(row.disagree == std::vector<std::size_t>{1, 2});
}

TEST_CASE("A sign contradiction is the year's own") {
    const RowK row = row_k(std::vector<Interval>{Interval::none(), {0.9, 1.1}, {0.95, 1.05}});
    CHECK_FALSE(row.consistent());
    CHECK(row.disagree == std::vector<std::size_t>{0});
    CHECK(row.majority == Interval{0.95, 1.05});
}

TEST_CASE("PE sharpens an EPS of one digit") {
    const Interval k{0.91, 0.92}, price = printed(3.4, 0.05);
    const Interval first = refine_eps(printed(0.1, 0.05), price, k, printed(52, 0.5));
    const Interval second = refine_eps(printed(0.1, 0.05), price, k, printed(39, 0.5));
    CHECK(first.low == Approx(3.35 * 0.91 / 52.5));
    CHECK(first.high == Approx(3.45 * 0.92 / 51.5));
    CHECK(second.middle() / first.middle() - 1.0 == Approx(52.0 / 39.0 - 1.0).epsilon(0.01));
    CHECK(refine_eps(printed(0.5, 0.05), price, k, printed(52, 0.5)).empty());
    CHECK(refine_eps(printed(0.5, 0.05), price, any_k, printed(52, 0.5)) == printed(0.5, 0.05));
    CHECK(refine_eps(printed(-0.5, 0.05), price, k, printed(0.0, 0.05)) == printed(-0.5, 0.05));
}

TEST_CASE("Kin of the identity") {
    const Interval one{1.0, 1.0};
    CHECK(cap_agrees(printed(500e8, 5e7), one, printed(25e8, 5e6), printed(20, 0.05)) == Verdict::agrees);
    CHECK(cap_agrees(printed(500e8, 5e7), one, printed(35e8, 5e6), printed(20, 0.05)) == Verdict::disagrees);
    CHECK(cap_agrees(printed(500e8, 5e7), one, printed(-35e8, 5e6), printed(20, 0.05)) == Verdict::disagrees);
    CHECK(cap_agrees(Interval::none(), one, printed(35e8, 5e6), printed(20, 0.05)) == Verdict::silent);
    CHECK(growth_agrees(printed(4.0, 0.05), printed(5.0, 0.05), printed(0.25, 0.0005)) == Verdict::agrees);
    CHECK(growth_agrees(printed(4.0, 0.005), printed(5.0, 0.005), printed(0.35, 0.0005)) ==
          Verdict::disagrees);
    CHECK(growth_agrees(printed(-4.0, 0.05), printed(5.0, 0.05), printed(2.25, 0.0005)) == Verdict::silent);
    CHECK(book_agrees(printed(12.0, 0.005), one, printed(8.0, 0.005), printed(1.5, 0.005)) ==
          Verdict::agrees);
    CHECK(share_agrees(one * Interval{157, 157}, {321, 321}, printed(0.4891, 0.00005)) == Verdict::agrees);
    CHECK(share_agrees({158, 158}, {321, 321}, printed(0.4891, 0.00005)) == Verdict::disagrees);
    CHECK(share_agrees({158, 158}, printed(0, 0.5), printed(0.4891, 0.00005)) == Verdict::silent);
    CHECK(sum_agrees({157, 157}, {164, 164}, {321, 321}) == Verdict::agrees);
    CHECK(sum_agrees({157, 157}, {164, 164}, {322, 322}) == Verdict::disagrees);
}
