#include "catch.hpp"
#include "screen_steps.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/screen/evaluate.hpp"

#include <cmath>
#include <limits>

using namespace yanbao::screen;
using namespace yanbao::test;

TEST_CASE("Programs that make no sense are refused, and the step is named") {
    using yanbao::InvalidValue;
    CHECK_THROWS_AS(Program({}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({op(Op::add)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), op(Op::less)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), column(0)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(1)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({flag(1)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), op(Op::surely)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({flag(0), flag(0), op(Op::less)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({flag(0), op(Op::rank)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({column(0), op(Op::top, 0)}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({constant(std::numeric_limits<double>::infinity())}, 1, 1), InvalidValue);
    CHECK_THROWS_AS(Program({op(static_cast<Op>(200))}, 1, 1), InvalidValue);
    CHECK_THROWS_WITH(Program({column(0), column(0), op(Op::both)}, 1, 1),
                      Catch::Matchers::Contains("step 2"));
}

TEST_CASE("Programs beyond a bound are refused") {
    std::vector<Step> deep(300, constant(1.0));
    CHECK_THROWS_AS(Program(deep, 0, 0), yanbao::LimitExceeded);
    ProgramLimits limits;
    limits.steps = 3;
    CHECK_THROWS_AS(Program({column(0), constant(1), op(Op::less), op(Op::invert)}, 1, 0, 0, limits),
                    yanbao::LimitExceeded);
}

TEST_CASE("The terms of a condition are what `both` joins, however deep") {
    // (a < 1 and f) and ((a > 2 or f) and not f)
    const Program program({column(0), constant(1), op(Op::less), flag(0), op(Op::both), column(0),
                           constant(2), op(Op::greater), flag(0), op(Op::either), flag(0), op(Op::invert),
                           op(Op::both), op(Op::both)},
                          1, 1);
    CHECK(program.terms() == std::vector<std::size_t>{2, 3, 9, 11});
    CHECK(program.start_of(9) == 5);
    CHECK(program.kind() == Kind::truth);
}

TEST_CASE("Bounds are looked at under surely and possibly alone") {
    const Program program({column(0), constant(1), op(Op::less), column(0), constant(1), op(Op::less),
                           op(Op::surely), op(Op::both), op(Op::possibly), column(0), constant(2),
                           op(Op::less), op(Op::either)},
                          1, 0);
    for (std::size_t i = 0; i < 8; ++i) CHECK(program.by_bounds(i));
    for (std::size_t i = 8; i < 13; ++i) CHECK_FALSE(program.by_bounds(i));
}

TEST_CASE("Arrays that do not fit are refused") {
    const Program condition({column(0), constant(1), op(Op::less)}, 1, 0), number({column(0)}, 1, 0);
    const std::vector<double> three{1, 2, 3};
    Panel panel{1, 3, {{three, {}, {}}}, {}};
    CHECK(screen(condition, panel).truth.size() == 3);
    CHECK_THROWS_AS(screen(number, panel), yanbao::InvalidValue);
    CHECK_THROWS_AS(compute(condition, panel), yanbao::InvalidValue);
    panel.width = 4;
    CHECK_THROWS_AS(screen(condition, panel), yanbao::ShapeMismatch);
    panel = {1, 3, {{three, three, {}}}, {}};
    CHECK_THROWS_AS(screen(condition, panel), yanbao::ShapeMismatch);
    panel = {1, 3, {}, {}};
    CHECK_THROWS_AS(screen(condition, panel), yanbao::ShapeMismatch);
    const std::vector<std::uint8_t> bad{0, 1, 3};
    panel = {1, 3, {}, {bad}};
    CHECK_THROWS_AS(screen(Program({flag(0)}, 0, 1), panel), yanbao::InvalidValue);
    CHECK(screen(Program({flag(0)}, 0, 1), Panel{1, 0, {}, {FlagColumn{}}}).truth.empty());
}

TEST_CASE("A panel of many sections is the sections one by one") {
    const std::size_t sections = 37, width = 911; // several blocks of cells, none of them full
    std::vector<double> values(sections * width);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = i % 13 == 0 ? std::nan("") : std::sin(static_cast<double>(i) * 0.7);
    const Program top({column(0), op(Op::rank), op(Op::top, 10)}, 1, 0);
    const Screened whole = screen(top, Panel{sections, width, {{values, {}, {}}}, {}});
    std::size_t yes = 0;
    for (std::size_t s = 0; s < sections; ++s) {
        const std::span<const double> part(values.data() + s * width, width);
        const Screened one = screen(top, Panel{1, width, {{part, {}, {}}}, {}});
        CHECK(std::equal(one.truth.begin(), one.truth.end(),
                         whole.truth.begin() + static_cast<std::ptrdiff_t>(s * width)));
        yes += one.terms[0].yes;
    }
    CHECK(whole.terms[0].yes == yes);
    CHECK(yes == 10 * sections);
}

TEST_CASE("Every operation has a name") {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last_op); ++i)
        CHECK(op_of(name(static_cast<Op>(i))) == static_cast<Op>(i));
    CHECK_FALSE(op_of("import"));
}
