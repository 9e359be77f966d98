#include "arrays.hpp"

#include "yanbao/backtest/deflated.hpp"
#include "yanbao/backtest/drawdown.hpp"
#include "yanbao/backtest/normal.hpp"
#include "yanbao/backtest/relative.hpp"
#include "yanbao/backtest/returns.hpp"
#include "yanbao/backtest/risk.hpp"

#include <functional>
#include <optional>
#include <tuple>

namespace yanbao::python {

namespace {

using backtest::Hurdle;
using Series = std::span<const double>;
using SeriesColumn = py::array_t<double>;
using SessionPlace = std::optional<std::ptrdiff_t>;

SeriesColumn column_of(std::vector<double>&& values) {
    const Shape shape{std::ssize(values)};
    return owned(std::move(values), shape);
}

/// What `work` gives, while other threads run.
template<class Work>
auto apart(Work&& work) {
    const py::gil_scoped_release other_threads_run;
    return std::invoke(std::forward<Work>(work));
}

Series series(const char* what, const py::array& a) { return exact<double>(what, a); }

Hurdle hurdle_of(const py::array& rates, Series returns) { return {series("hurdle", rates), returns.size()}; }

/// Peak, trough and recovery; nothing for a place that is not there.
using Stretch = std::tuple<double, SessionPlace, SessionPlace, SessionPlace>;

Stretch stretch(const backtest::Drawdown& d) {
    const auto place = [](std::ptrdiff_t p) {
        return p == backtest::nowhere ? SessionPlace{} : SessionPlace{p};
    };
    return {d.depth, place(d.peak), place(d.trough), place(d.recovery)};
}

// The four forms that statistics have; each makes one function of the module.

using OfSeries = double (*)(Series);
using OfYear = double (*)(Series, double);
using OverHurdle = double (*)(Series, const Hurdle&, double);
using OverBenchmark = double (*)(Series, Series, double);

void put(py::module_& m, const char* name, OfSeries f, const char* what) {
    m.def(
        name,
        [f](const py::array& returns) {
            const Series r = series("returns", returns);
            return apart([&] { return f(r); });
        },
        py::arg("returns"), what);
}

void put(py::module_& m, const char* name, OfYear f, const char* number, const char* what) {
    m.def(
        name,
        [f](const py::array& returns, double value) {
            const Series r = series("returns", returns);
            return apart([&] { return f(r, value); });
        },
        py::arg("returns"), py::arg(number), what);
}

void put(py::module_& m, const char* name, OverHurdle f, const char* what) {
    m.def(
        name,
        [f](const py::array& returns, const py::array& hurdle, double sessions_per_year) {
            const Series r = series("returns", returns);
            const Hurdle over = hurdle_of(hurdle, r);
            return apart([&] { return f(r, over, sessions_per_year); });
        },
        py::arg("returns"), py::arg("hurdle"), py::arg("sessions_per_year"), what);
}

void put(py::module_& m, const char* name, OverBenchmark f, const char* what) {
    m.def(
        name,
        [f](const py::array& returns, const py::array& benchmark, double sessions_per_year) {
            const Series r = series("returns", returns), b = series("benchmark", benchmark);
            return apart([&] { return f(r, b, sessions_per_year); });
        },
        py::arg("returns"), py::arg("benchmark"), py::arg("sessions_per_year"), what);
}

void bind_paths(py::module_& m) {
    m.def(
        "cumulative_returns",
        [](const py::array& returns) {
            const Series r = series("returns", returns);
            return column_of(apart([&] { return backtest::cumulative(r); }));
        },
        py::arg("returns"), "Return from before the first session to the end of each.");
    m.def(
        "grouped_returns",
        [](const py::array& returns, const py::array& group, std::int32_t groups) {
            const Series r = series("returns", returns);
            const auto g = exact<std::int32_t>("group", group);
            return column_of(apart([&] { return backtest::aggregate(r, g, groups); }));
        },
        py::arg("returns"), py::arg("group"), py::arg("groups"), "Return of each group of sessions.");
    m.def(
        "drawdown_series",
        [](const py::array& returns) {
            const Series r = series("returns", returns);
            return column_of(apart([&] { return backtest::drawdown_series(r); }));
        },
        py::arg("returns"), "Money at the end of each session over its highest so far, less 1.");
    m.def(
        "drawdowns",
        [](const py::array& returns) {
            const Series r = series("returns", returns);
            std::vector<Stretch> out;
            for (const auto& each : apart([&] { return backtest::drawdowns(r); }))
                out.push_back(stretch(each));
            return out;
        },
        py::arg("returns"),
        "Stretches below a high: depth, and the places of peak (-1 before the first session), trough and "
        "recovery.");
    m.def(
        "max_drawdown",
        [](const py::array& returns) {
            const Series r = series("returns", returns);
            return stretch(apart([&] { return backtest::max_drawdown(r); }));
        },
        py::arg("returns"), "The deepest stretch below a high, as in drawdowns.");
}

void bind_of_series(py::module_& m) {
    put(m, "total_return", backtest::total_return, "Return over all sessions.");
    put(m, "stability", backtest::stability, "r^2 of the line through the cumulated log returns.");
    put(m, "tail_ratio", backtest::tail_ratio, "|95 % quantile| over |5 % quantile|.");
    put(m, "hit_rate", backtest::hit_rate, "Share of positive returns among those that are not 0.");
    const char* const year = "sessions_per_year";
    put(m, "annual_return", backtest::annual_return, year, "Compound return of a year.");
    put(m, "volatility", backtest::volatility, year, "Deviation (ddof 1) of a year.");
    put(m, "calmar", backtest::calmar, year, "Annual return over the deepest drawdown.");
    put(m, "value_at_risk", backtest::value_at_risk, "cutoff", "The return that this share is below.");
    put(m, "expected_shortfall", backtest::expected_shortfall, "cutoff", "Mean of the worst returns.");
    put(m, "sharpe", backtest::sharpe, "Mean over deviation of returns over the hurdle, of a year.");
    put(m, "downside_risk", backtest::downside_risk, "Deviation below the hurdle, over all sessions.");
    put(m, "sortino", backtest::sortino, "Mean over the hurdle over the downside risk, of a year.");
    m.def(
        "omega",
        [](const py::array& returns, const py::array& hurdle) {
            const Series r = series("returns", returns);
            const Hurdle over = hurdle_of(hurdle, r);
            return apart([&] { return backtest::omega(r, over); });
        },
        py::arg("returns"), py::arg("hurdle"), "What is above the hurdle over what is below it.");
    m.def(
        "return_shape",
        [](const py::array& returns) {
            const Series r = series("returns", returns);
            const auto found = apart([&] { return backtest::return_shape(r); });
            return std::pair{found.skewness, found.kurtosis};
        },
        py::arg("returns"), "Skewness and kurtosis (3 for a normal one) of the population.");
}

void bind_relative(py::module_& m) {
    put(m, "annual_excess", backtest::excess_return, "Mean difference of a year.");
    put(m, "tracking_error", backtest::tracking_error, "Deviation of the differences, of a year.");
    put(m, "information_ratio", backtest::information_ratio, "Excess return over tracking error.");
    m.def(
        "alpha_beta",
        [](const py::array& returns, const py::array& benchmark, const py::array& hurdle,
           double sessions_per_year) {
            const Series r = series("returns", returns), b = series("benchmark", benchmark);
            const Hurdle over = hurdle_of(hurdle, r);
            const auto found = apart([&] { return backtest::alpha_beta(r, b, over, sessions_per_year); });
            return std::pair{found.alpha, found.beta};
        },
        py::arg("returns"), py::arg("benchmark"), py::arg("hurdle"), py::arg("sessions_per_year"),
        "Alpha of a year and beta, of returns over the hurdle.");
    m.def(
        "capture",
        [](const py::array& returns, const py::array& benchmark, double sessions_per_year, int market) {
            const Series r = series("returns", returns), b = series("benchmark", benchmark);
            const auto side = market > 0   ? backtest::Direction::up
                              : market < 0 ? backtest::Direction::down
                                           : backtest::Direction::any;
            return apart([&] { return backtest::capture(r, b, sessions_per_year, side); });
        },
        py::arg("returns"), py::arg("benchmark"), py::arg("sessions_per_year"), py::arg("market") = 0,
        "Annual return over the benchmark's, in all sessions (0) or where the benchmark's is up (1) or down "
        "(-1).");
    m.def(
        "batting_average",
        [](const py::array& returns, const py::array& benchmark) {
            const Series r = series("returns", returns), b = series("benchmark", benchmark);
            const auto found = apart([&] { return backtest::batting_average(r, b); });
            return std::tuple{found.any, found.up, found.down};
        },
        py::arg("returns"), py::arg("benchmark"),
        "Share of sessions above the benchmark: of all, of those in which it is 0 or more, below 0.");
}

void bind_deflated(py::module_& m) {
    m.def("normal_cdf", backtest::normal_cdf, py::arg("x"), "Share of a standard normal below x.");
    m.def("normal_quantile", backtest::normal_quantile, py::arg("p"), "The x that the share p is below.");
    m.def(
        "probabilistic_sharpe",
        [](double sharpe, double sessions, double skewness, double kurtosis, double threshold) {
            return backtest::probabilistic_sharpe(sharpe, sessions, {skewness, kurtosis}, threshold);
        },
        py::arg("sharpe"), py::arg("sessions"), py::arg("skewness"), py::arg("kurtosis"),
        py::arg("threshold"), "Chance that the true ratio of a session is above the threshold.");
    m.def("expected_max_sharpe", backtest::expected_max_sharpe, py::arg("trials"), py::arg("spread"),
          "The largest ratio to be expected of trials without skill.");
    m.def(
        "deflated_sharpe",
        [](const py::array& returns, const py::array& hurdle, const py::array& trials) {
            const Series r = series("returns", returns), t = series("trials", trials);
            const Hurdle over = hurdle_of(hurdle, r);
            return apart([&] { return backtest::deflated_sharpe(r, over, t); });
        },
        py::arg("returns"), py::arg("hurdle"), py::arg("trials"),
        "Chance that the ratio is above that of the best trial without skill; ratios of a session.");
}

} // namespace

void bind_statistics(py::module_& m) {
    bind_paths(m);
    bind_of_series(m);
    bind_relative(m);
    bind_deflated(m);
}

} // namespace yanbao::python
