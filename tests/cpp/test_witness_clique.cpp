#include "catch.hpp"

#include "yanbao/witness/clique.hpp"

using namespace yanbao::witness;
using yanbao::Interval;

TEST_CASE("The largest clique is where most intervals meet") {
    const std::vector<Interval> intervals{{0, 4}, {3, 5}, {4, 9}, {8, 10}, Interval::none(), {20, 21}};
    const Clique clique = largest_clique(intervals);
    CHECK(clique.members == std::vector<std::size_t>{0, 1, 2});
    CHECK(clique.common == Interval{4, 4}); // closed intervals that touch share a point
    CHECK(clique.unique);
}

TEST_CASE("Equal cliques are not unique, and nothing has none") {
    const std::vector<Interval> pairs{{0, 2}, {1, 3}, {10, 12}, {11, 13}};
    const Clique clique = largest_clique(pairs);
    CHECK(clique.members == std::vector<std::size_t>{0, 1});
    CHECK_FALSE(clique.unique);
    CHECK(largest_clique({}).members.empty());
    CHECK(largest_clique({}).common.empty());
}

TEST_CASE("An owner counts once, however many of its intervals meet") {
    const std::vector<Interval> intervals{{0, 2}, {0, 2}, {1, 2}, {10, 12}, {11, 13}};
    const std::vector<std::uint32_t> owner{7, 7, 7, 8, 9};
    const Clique clique = largest_clique(intervals, owner);
    CHECK(clique.members == std::vector<std::size_t>{3, 4});
    CHECK(clique.owners == 2);
    const std::vector<Peak> all = peaks(intervals, owner);
    REQUIRE(all.size() == 2);
    CHECK(all[0].owners == 1);
    CHECK(clique_at(intervals, all[0]).members == std::vector<std::size_t>{0, 1, 2});
}
