#include "golden.hpp"

#include "yanbao/backtest/deflated.hpp"
#include "yanbao/backtest/drawdown.hpp"
#include "yanbao/backtest/normal.hpp"
#include "yanbao/backtest/relative.hpp"
#include "yanbao/backtest/returns.hpp"
#include "yanbao/backtest/risk.hpp"
#include "yanbao/base/error.hpp"

#include <functional>
#include <map>
#include <span>

using namespace yanbao::backtest;
using golden::json;

namespace {

using List = std::vector<double>;

List list_of(const json& value, const json& known) {
    const json& values = value.is_string() ? known.at(value.get<std::string>()) : value;
    if (values.is_object()) return List(values.at("times").get<std::size_t>(), values.at("value"));
    return golden::numbers(values);
}

/// The arguments of a case; `from` and `size` cut a window out of the series.
class Arguments {
  public:
    Arguments(const json& args, const json& known) : args_(args) {
        for (const auto& [name, value] : args.items())
            if (value.is_array() || value.is_string()) lists_[name] = list_of(value, known);
    }
    void window(const Arguments& whole, std::size_t from, std::size_t size) {
        for (const char* name : {"returns", "benchmark"})
            if (const auto found = whole.lists_.find(name); found != whole.lists_.end())
                lists_[name] = List(found->second.begin() + std::ptrdiff_t(from),
                                    found->second.begin() + std::ptrdiff_t(from + size));
    }
    std::span<const double> list(const char* name) const { return lists_.at(name); }
    double number(const char* name) const { return golden::number(args_.at(name)); }
    std::span<const double> returns() const { return list("returns"); }
    std::span<const double> benchmark() const { return list("benchmark"); }
    Hurdle hurdle() const { return {list("hurdle"), returns().size()}; }
    double year() const { return number("sessions_per_year"); }

  private:
    json args_;
    std::map<std::string, List> lists_;
};

double place(std::ptrdiff_t p) { return p == nowhere ? none : static_cast<double>(p); }

using Function = std::function<List(const Arguments&)>;

const std::map<std::string, Function> functions = {
    {"cumulative_returns", [](const Arguments& a) { return cumulative(a.returns()); }},
    {"grouped_returns",
     [](const Arguments& a) {
         std::vector<std::int32_t> group;
         for (const double g : a.list("group")) group.push_back(static_cast<std::int32_t>(g));
         return aggregate(a.returns(), group, static_cast<std::int32_t>(a.number("groups")));
     }},
    {"total_return", [](const Arguments& a) { return List{total_return(a.returns())}; }},
    {"annual_return", [](const Arguments& a) { return List{annual_return(a.returns(), a.year())}; }},
    {"drawdown_series", [](const Arguments& a) { return drawdown_series(a.returns()); }},
    {"drawdowns",
     [](const Arguments& a) {
         List out;
         for (const Drawdown& d : drawdowns(a.returns()))
             out.insert(out.end(), {d.depth, place(d.peak), place(d.trough), place(d.recovery)});
         return out;
     }},
    {"max_drawdown", [](const Arguments& a) { return List{max_drawdown(a.returns()).depth}; }},
    {"volatility", [](const Arguments& a) { return List{volatility(a.returns(), a.year())}; }},
    {"sharpe", [](const Arguments& a) { return List{sharpe(a.returns(), a.hurdle(), a.year())}; }},
    {"downside_risk",
     [](const Arguments& a) { return List{downside_risk(a.returns(), a.hurdle(), a.year())}; }},
    {"sortino", [](const Arguments& a) { return List{sortino(a.returns(), a.hurdle(), a.year())}; }},
    {"calmar", [](const Arguments& a) { return List{calmar(a.returns(), a.year())}; }},
    {"omega", [](const Arguments& a) { return List{omega(a.returns(), a.hurdle())}; }},
    {"value_at_risk",
     [](const Arguments& a) { return List{value_at_risk(a.returns(), a.number("cutoff"))}; }},
    {"expected_shortfall",
     [](const Arguments& a) { return List{expected_shortfall(a.returns(), a.number("cutoff"))}; }},
    {"tail_ratio", [](const Arguments& a) { return List{tail_ratio(a.returns())}; }},
    {"stability", [](const Arguments& a) { return List{stability(a.returns())}; }},
    {"hit_rate", [](const Arguments& a) { return List{hit_rate(a.returns())}; }},
    {"return_shape",
     [](const Arguments& a) {
         const Shape s = return_shape(a.returns());
         return List{s.skewness, s.kurtosis};
     }},
    {"annual_excess",
     [](const Arguments& a) { return List{excess_return(a.returns(), a.benchmark(), a.year())}; }},
    {"tracking_error",
     [](const Arguments& a) { return List{tracking_error(a.returns(), a.benchmark(), a.year())}; }},
    {"information_ratio",
     [](const Arguments& a) { return List{information_ratio(a.returns(), a.benchmark(), a.year())}; }},
    {"alpha_beta",
     [](const Arguments& a) {
         const AlphaBeta found = alpha_beta(a.returns(), a.benchmark(), a.hurdle(), a.year());
         return List{found.alpha, found.beta};
     }},
    {"capture",
     [](const Arguments& a) {
         const auto market = static_cast<Direction>(static_cast<int>(a.number("market")));
         return List{capture(a.returns(), a.benchmark(), a.year(), market)};
     }},
    {"batting_average",
     [](const Arguments& a) {
         const BattingAverage found = batting_average(a.returns(), a.benchmark());
         return List{found.any, found.up, found.down};
     }},
    {"normal_cdf", [](const Arguments& a) { return List{normal_cdf(a.number("x"))}; }},
    {"normal_quantile", [](const Arguments& a) { return List{normal_quantile(a.number("p"))}; }},
    {"expected_max_sharpe",
     [](const Arguments& a) { return List{expected_max_sharpe(a.number("trials"), a.number("spread"))}; }},
    {"probabilistic_sharpe",
     [](const Arguments& a) {
         return List{probabilistic_sharpe(a.number("sharpe"), a.number("sessions"),
                                          {a.number("skewness"), a.number("kurtosis")},
                                          a.number("threshold"))};
     }},
    {"deflated_sharpe",
     [](const Arguments& a) { return List{deflated_sharpe(a.returns(), a.hurdle(), a.list("trials"))}; }},
};

List found_by(const json& c, const Arguments& arguments) {
    const List found = functions.at(c.at("function").get<std::string>())(arguments);
    return c.contains("pick") ? List{found.at(c.at("pick").get<std::size_t>())} : found;
}

List found_by(const json& c, const json& known) {
    const Arguments whole(c.at("args"), known);
    if (!c.contains("window")) return found_by(c, whole);
    const auto size = c.at("window").get<std::size_t>();
    List out;
    for (std::size_t from = 0; from + size <= whole.returns().size(); ++from) {
        Arguments part = whole;
        part.window(whole, from, size);
        for (const double x : found_by(c, part)) out.push_back(x);
    }
    return out;
}

} // namespace

TEST_CASE("statistics of returns") {
    for (const char* name : {"empyrical", "own"}) {
        const json file = golden::read(std::string("statistics/") + name + ".json");
        for (const json& c : file.at("cases")) {
            INFO(name << ": " << c.at("name").get<std::string>() << " " << c.at("args").dump());
            const List found = found_by(c, file.at("series"));
            const json& value = c.at("value");
            const json expected = value.is_array() ? value : json::array({value});
            if (!c.contains("unit")) {
                golden::check("value", found, expected, file.at("tolerance"));
                continue;
            }
            REQUIRE(found.size() == expected.size());
            for (std::size_t i = 0; i < found.size(); ++i)
                CHECK(std::abs(found[i] - expected[i].get<double>()) <= c.at("unit").get<double>());
        }
    }
}

TEST_CASE("what is no argument of a statistic is refused") {
    const List r{0.01, -0.02, 0.03}, two{0.0, 0.0};
    const std::vector<std::int32_t> group{0, 1, 2};
    const Hurdle nothing;
    CHECK_THROWS_AS(Hurdle(two, r.size()), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(Hurdle(List{}, r.size()), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(excess_return(r, two, 242.0), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(aggregate(r, group, 2), yanbao::InvalidValue);
    for (const double year : {0.0, -1.0, none, std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(annual_return(r, year), yanbao::InvalidValue);
        CHECK_THROWS_AS(sharpe(r, nothing, year), yanbao::InvalidValue);
        CHECK_THROWS_AS(information_ratio(r, r, year), yanbao::InvalidValue);
    }
    for (const double cutoff : {-0.01, 1.01, none})
        CHECK_THROWS_AS(expected_shortfall(r, cutoff), yanbao::InvalidValue);
    CHECK_THROWS_AS(expected_max_sharpe(0.5, 1.0), yanbao::InvalidValue);
    CHECK_THROWS_AS(deflated_sharpe(r, nothing, List{}), yanbao::InvalidValue);
}

TEST_CASE("the normal quantile undoes the cdf") {
    for (double x = -37.0; x < 5.0; x += 0.37)
        CHECK(normal_quantile(normal_cdf(x)) == Approx(x).epsilon(1e-9).margin(1e-12));
}
