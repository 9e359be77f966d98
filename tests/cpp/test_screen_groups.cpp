// Places within groups, and that blocks, threads and bounds that are not asked for change nothing.

#include "catch.hpp"
#include "screen_steps.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/screen/evaluate.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace yanbao::screen;
using namespace yanbao::test;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

void same(const std::vector<double>& found, const std::vector<double>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        INFO("cell " << i << " is " << found[i] << ", not " << expected[i]);
        CHECK((std::isnan(expected[i]) ? std::isnan(found[i]) : found[i] == expected[i]));
    }
}

/// Three columns with holes and infinities, a flag and a group.
struct Made {
    std::vector<std::vector<double>> values;
    std::vector<std::uint8_t> flag;
    std::vector<std::int32_t> group;
    Panel panel;

    Made(std::size_t sections, std::size_t width, unsigned seed) : values(3) {
        std::mt19937 random(seed);
        const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
        for (auto& v : values)
            for (std::size_t i = 0; i < sections * width; ++i) {
                const unsigned kind = below(20);
                const double x = (static_cast<double>(below(2001)) - 1000.0) / 64.0;
                v.push_back(kind == 0 ? none : kind == 1 ? inf : kind == 2 ? -inf : kind == 3 ? -0.0 : x);
            }
        for (std::size_t i = 0; i < sections * width; ++i) {
            flag.push_back(static_cast<std::uint8_t>(below(3)));
            group.push_back(static_cast<std::int32_t>(below(9)) - 1);
        }
        panel = {sections, width, {}, {flag}, {group}};
        for (const auto& v : values) panel.columns.push_back({v, {}, {}});
    }
};

} // namespace

TEST_CASE("Ranks, quantiles, tops and means within a group") {
    const std::vector<double> x{3, 1, none, 2, 2, 9, inf, 5};
    const std::vector<std::int32_t> group{7, 7, 7, 0, 0, 7, 0, -1};
    const Panel panel{1, 8, {{x, {}, {}}}, {}, {group}};
    const auto value = [&](Op what) {
        return compute(Program({column(0), op(Op::group), op(what)}, 1, 0, 1), panel).value;
    };
    same(value(Op::rank_within), {2, 1, none, 1.5, 1.5, 3, none, none});
    same(value(Op::quantile_within), {2.0 / 3, 1.0 / 3, none, 0.75, 0.75, 1, none, none});
    same(value(Op::mean_within), {13.0 / 3, 13.0 / 3, 13.0 / 3, 2, 2, 13.0 / 3, 2, none});
    const auto top = screen(Program({column(0), op(Op::group), op(Op::top_within, 1)}, 1, 0, 1), panel).truth;
    CHECK(top == std::vector<Truth>{Truth::no, Truth::no, Truth::unknown, Truth::yes, Truth::yes, Truth::yes,
                                    Truth::unknown, Truth::unknown});
}

TEST_CASE("Those of whom a condition says yes are a group") {
    const std::vector<double> x{3, 1, 4, none, 5};
    const Panel panel{1, 5, {{x, {}, {}}}, {}, {}};
    const Program program(
        {column(0), column(0), constant(3), op(Op::greater_equal), op(Op::members), op(Op::rank_within)}, 1,
        0);
    same(compute(program, panel).value, {1, none, 2, none, 3});
}

TEST_CASE("Groups where there are none, and surely over those that figures decide, are refused") {
    using yanbao::InvalidValue;
    CHECK_THROWS_AS(Program({op(Op::group)}, 0, 0, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), op(Op::group), op(Op::rank_within)}, 1, 0, 0), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), column(0), op(Op::rank_within)}, 1, 0, 1), InvalidValue);
    CHECK_THROWS_AS(Program({op(Op::group), op(Op::group), op(Op::rank_within)}, 1, 0, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), op(Op::group), op(Op::top_within, 0)}, 1, 0, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), op(Op::members)}, 1, 0, 1), InvalidValue);
    std::vector<Step> steps{column(0),       column(0),       constant(3),
                            op(Op::greater), op(Op::members), op(Op::top_within, 1)};
    CHECK_NOTHROW(Program(steps, 1, 0));
    steps.push_back(op(Op::surely));
    CHECK_THROWS_WITH(Program(steps, 1, 0), Catch::Matchers::Contains("rounded away"));
    const std::vector<double> x{1, 2};
    const std::vector<std::int32_t> bad{-2, 0}, many{0, most_groups}, few{0};
    const Program program({column(0), op(Op::group), op(Op::rank_within)}, 1, 0, 1);
    CHECK_THROWS_AS(compute(program, Panel{1, 2, {{x, {}, {}}}, {}, {bad}}), InvalidValue);
    CHECK_THROWS_AS(compute(program, Panel{1, 2, {{x, {}, {}}}, {}, {many}}), InvalidValue);
    CHECK_THROWS_AS(compute(program, Panel{1, 2, {{x, {}, {}}}, {}, {few}}), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(compute(program, Panel{1, 2, {{x, {}, {}}}, {}, {}}), yanbao::ShapeMismatch);
}

TEST_CASE("Plain numbers and exact bounds say the same, in every width") {
    const std::vector<Step> number{column(0),           column(1), op(Op::divide),  op(Op::group),
                                   op(Op::rank_within), column(2), op(Op::subtract)};
    for (const std::size_t width : {1u, 3u, 63u, 64u, 65u, 300u, 1000u}) {
        const Made made(3, width, static_cast<unsigned>(width));
        for (const Op compared :
             {Op::less, Op::less_equal, Op::greater, Op::greater_equal, Op::equal, Op::not_equal}) {
            std::vector<Step> steps = number;
            steps.insert(steps.end(),
                         {column(1), op(compared), constant(2), column(0), op(compared), op(Op::both),
                          op(Op::flag), op(Op::invert), op(Op::either), column(0), op(Op::mean), column(2),
                          op(compared), op(Op::both), column(1), op(Op::top, 2), op(Op::both)});
            const Screened plain = screen(Program(steps, 3, 1, 1), made.panel);
            steps.push_back(op(Op::surely)); // exact values leave nothing in doubt
            const Screened bounded = screen(Program(steps, 3, 1, 1), made.panel);
            INFO("width " << width << ", " << name(compared));
            CHECK(plain.truth == bounded.truth);
            std::vector<std::uint8_t> passed(made.panel.cells());
            static_cast<void>(passes(Program(steps, 3, 1, 1), made.panel, passed));
            std::size_t differ = 0;
            for (std::size_t i = 0; i < passed.size(); ++i)
                differ += (passed[i] == 1) != (plain.truth[i] == Truth::yes);
            CHECK(differ == 0);
        }
    }
}

TEST_CASE("The number of threads changes nothing") {
    const Made made(700, 600, 5);
    const Program program({column(0), op(Op::group), op(Op::quantile_within), constant(0.4), op(Op::less),
                           column(1), constant(0), op(Op::greater), op(Op::both), op(Op::flag), op(Op::both)},
                          3, 1, 1);
    const Screened one = screen(program, made.panel, 1);
    for (const unsigned workers : {0u, 2u, 3u, 7u}) {
        const Screened many = screen(program, made.panel, workers);
        CHECK(many.truth == one.truth);
        for (std::size_t t = 0; t < 3; ++t) {
            CHECK(many.terms[t].yes == one.terms[t].yes);
            CHECK(many.terms[t].no == one.terms[t].no);
            CHECK(many.terms[t].unknown == one.terms[t].unknown);
            CHECK(many.terms[t].alone == one.terms[t].alone);
        }
    }
}
