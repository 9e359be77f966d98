// Whatever the true figures are within what is printed, `surely` never errs and `possibly` never misses.

#include "catch.hpp"

#include "yanbao/screen/evaluate.hpp"

#include <cmath>
#include <random>

using namespace yanbao::screen;

namespace {

class Programs {
  public:
    explicit Programs(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t n) { return random_() % n; }
    double uniform(double low, double high) {
        return low + (high - low) * static_cast<double>(random_() % 10007) / 10006.0;
    }

    void number(std::vector<Step>& steps, int depth) {
        const std::size_t kind = depth <= 0 ? below(2) : below(6);
        if (kind == 0) return steps.push_back({Op::constant, 0, std::round(uniform(-3, 3))});
        if (kind == 1 || kind == 2)
            return steps.push_back({Op::column, static_cast<std::uint32_t>(below(2)), 0.0});
        number(steps, depth - 1);
        if (kind == 3) {
            constexpr Op across[] = {Op::negate,     Op::rank,        Op::quantile,
                                     Op::mean,       Op::rank_within, Op::quantile_within,
                                     Op::mean_within};
            return across_group(steps, across[below(7)], 0);
        }
        number(steps, depth - 1);
        steps.push_back({static_cast<Op>(static_cast<std::size_t>(Op::add) + below(4)), 0, 0.0});
    }

    void condition(std::vector<Step>& steps, int depth) {
        const std::size_t kind = depth <= 0 ? 0 : below(4);
        if (kind == 0) {
            number(steps, 2);
            number(steps, 1);
            return steps.push_back({static_cast<Op>(static_cast<std::size_t>(Op::less) + below(6)), 0, 0.0});
        }
        if (kind == 1 && below(2) == 0) {
            number(steps, 1);
            return across_group(steps, below(2) == 0 ? Op::top : Op::top_within,
                                static_cast<std::uint32_t>(1 + below(3)));
        }
        condition(steps, depth - 1);
        if (kind == 1) return steps.push_back({Op::invert, 0, 0.0});
        condition(steps, depth - 1);
        steps.push_back({kind == 2 ? Op::both : Op::either, 0, 0.0});
    }

  private:
    void across_group(std::vector<Step>& steps, Op op, std::uint32_t n) {
        if (is_within(op)) {
            steps.push_back({below(2) == 0 ? Op::group : Op::flag, 0, 0.0});
            if (steps.back().op == Op::flag) steps.push_back({Op::members, 0, 0.0});
        }
        steps.push_back({op, n, 0.0});
    }

    std::mt19937 random_;
};

} // namespace

TEST_CASE("Surely never errs and possibly never misses") {
    constexpr std::size_t width = 6;
    const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
    for (unsigned seed = 0; seed < 3000; ++seed) {
        Programs programs(seed);
        std::vector<Step> steps;
        programs.condition(steps, 3);
        std::vector<Step> sure = steps, maybe = steps;
        sure.push_back({Op::surely, 0, 0.0});
        maybe.push_back({Op::possibly, 0, 0.0});

        // what is printed: exact, rounded, rounded with a value that may be missing, or absent
        std::vector<std::vector<double>> low(2), high(2);
        for (std::size_t c = 0; c < 2; ++c)
            for (std::size_t i = 0; i < width; ++i) {
                const double x = std::round(programs.uniform(-3, 3)),
                             half = 0.5 * static_cast<double>(programs.below(3));
                const std::size_t kind = programs.below(8);
                low[c].push_back(kind == 0 ? nan : x - half);
                high[c].push_back(kind == 0 ? nan : kind == 1 ? inf : x + half);
            }
        // what is true
        std::vector<std::vector<double>> value(2);
        for (std::size_t c = 0; c < 2; ++c)
            for (std::size_t i = 0; i < width; ++i) {
                const bool open = std::isinf(high[c][i]);
                const double top = open ? low[c][i] + 5.0 : high[c][i];
                value[c].push_back(std::isnan(top) || (open && programs.below(2) == 0)
                                       ? nan
                                       : programs.uniform(low[c][i], top));
            }
        std::vector<std::uint8_t> flag;
        std::vector<std::int32_t> group;
        for (std::size_t i = 0; i < width; ++i) {
            flag.push_back(static_cast<std::uint8_t>(programs.below(3)));
            group.push_back(static_cast<std::int32_t>(programs.below(3)) - 1);
        }
        const Panel truth{1, width, {{value[0], {}, {}}, {value[1], {}, {}}}, {flag}, {group}};
        const Panel printed{
            1, width, {{value[0], low[0], high[0]}, {value[1], low[1], high[1]}}, {flag}, {group}};
        const Screened is = screen(Program(steps, 2, 1, 1), truth);
        const Screened must = screen(Program(sure, 2, 1, 1), printed),
                       may = screen(Program(maybe, 2, 1, 1), printed);
        INFO("seed " << seed);
        for (std::size_t i = 0; i < width; ++i) {
            INFO("cell " << i);
            if (must.truth[i] == Truth::yes) CHECK(is.truth[i] == Truth::yes);
            if (is.truth[i] == Truth::yes) CHECK(may.truth[i] == Truth::yes);
        }
    }
}
