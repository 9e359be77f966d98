#include "arrays.hpp"

#include "yanbao/panel/as_of.hpp"
#include "yanbao/panel/consensus.hpp"
#include "yanbao/panel/revision.hpp"

#include <optional>
#include <string>

namespace yanbao::python {

namespace {

using panel::Grid;
using MaybeArray = std::optional<py::array>;
using Values = py::array_t<double>;
using Numbers32 = py::array_t<std::int32_t>;
using Statistics = py::typing::Dict<py::str, py::array>;

std::span<const std::int32_t> ints(const char* what, const py::array& a) {
    return exact<std::int32_t>(what, a);
}

std::span<const std::int32_t> last_of(const MaybeArray& last, const py::array& ticker) {
    if (!last) return {};
    const auto cells = ints("last", *last);
    // an empty one would say that no row ends
    panel::require_size("last", static_cast<std::size_t>(ticker.size()), cells.size());
    return cells;
}

Shape shape_of(Grid grid) { return {grid.sessions, grid.tickers}; }

/// A period a cell, or one a session.
std::span<const std::int32_t> wanted_of(const py::array& wanted, Grid grid) {
    grid.check();
    const auto cells = exact<std::int32_t>("wanted", wanted, wanted.ndim() == 2 ? 2 : 1);
    panel::require_size("sessions of wanted", static_cast<std::size_t>(grid.sessions),
                        static_cast<std::size_t>(wanted.shape(0)));
    if (wanted.ndim() == 2)
        panel::require_size("tickers of wanted", static_cast<std::size_t>(grid.tickers),
                            static_cast<std::size_t>(wanted.shape(1)));
    return cells;
}

panel::Estimates estimates_of(const py::array& ticker, const py::array& broker, const py::array& period,
                              const py::array& session, const py::array& value, const MaybeArray& last) {
    panel::Estimates out;
    out.ticker = ints("ticker", ticker);
    out.broker = ints("broker", broker);
    out.period = ints("period", period);
    out.session = ints("session", session);
    out.value = exact<double>("value", value);
    out.last = last_of(last, ticker);
    return out;
}

template<class Work>
auto while_others_run(Work work) {
    const py::gil_scoped_release other_threads_run;
    return work();
}

std::pair<Values, std::optional<Numbers32>> as_of(const py::array& ticker, const py::array& session,
                                                  const py::array& value, std::int32_t sessions,
                                                  std::int32_t tickers, const MaybeArray& last,
                                                  bool with_rows) {
    const Grid grid{sessions, tickers};
    const panel::KnownRows rows{ints("ticker", ticker), ints("session", session),
                                exact<double>("value", value), last_of(last, ticker)};
    std::vector<std::int32_t> used;
    auto values = while_others_run([&] {
        used = panel::newest_row(rows, grid);
        return panel::values_of(used, rows.value);
    });
    std::optional<Numbers32> numbers;
    if (with_rows) numbers = owned(std::move(used), shape_of(grid));
    return {owned(std::move(values), shape_of(grid)), numbers};
}

Statistics consensus(const py::array& ticker, const py::array& broker, const py::array& period,
                     const py::array& session, const py::array& value, const py::array& wanted,
                     std::int32_t sessions, std::int32_t tickers, const MaybeArray& last,
                     std::int32_t min_brokers) {
    const Grid grid{sessions, tickers};
    const auto estimates = estimates_of(ticker, broker, period, session, value, last);
    const auto periods = wanted_of(wanted, grid);
    auto found = while_others_run([&] { return panel::consensus(estimates, grid, periods, min_brokers); });
    Statistics out;
    out["count"] = owned(std::move(found.count), shape_of(grid));
    out["mean"] = owned(std::move(found.mean), shape_of(grid));
    out["median"] = owned(std::move(found.median), shape_of(grid));
    out["std"] = owned(std::move(found.deviation), shape_of(grid));
    out["high"] = owned(std::move(found.high), shape_of(grid));
    out["low"] = owned(std::move(found.low), shape_of(grid));
    return out;
}

panel::Compare compare_of(const std::string& how) {
    if (how == "matched") return panel::Compare::matched;
    if (how == "level") return panel::Compare::level;
    throw UnknownName("way to compare", how);
}

std::pair<Values, Values> revision(const py::array& ticker, const py::array& broker, const py::array& period,
                                   const py::array& session, const py::array& value, const py::array& wanted,
                                   const py::array& then, std::int32_t sessions, std::int32_t tickers,
                                   const MaybeArray& last, const std::string& how, std::int32_t min_brokers) {
    const Grid grid{sessions, tickers};
    const auto estimates = estimates_of(ticker, broker, period, session, value, last);
    const auto periods = wanted_of(wanted, grid);
    const auto earlier = ints("then", then);
    const auto compare = compare_of(how);
    auto found = while_others_run(
        [&] { return panel::revision(estimates, grid, periods, earlier, compare, min_brokers); });
    return {owned(std::move(found.change), shape_of(grid)), owned(std::move(found.breadth), shape_of(grid))};
}

} // namespace

void bind_panel(py::module_& m) {
    const auto ticker = py::arg("ticker"), broker = py::arg("broker"), period = py::arg("period");
    const auto session = py::arg("session"), value = py::arg("value"), wanted = py::arg("wanted");
    const auto sessions = py::arg("sessions"), tickers = py::arg("tickers");
    const auto last = py::arg("last") = py::none();
    m.def("as_of", as_of, ticker, session, value, sessions, tickers, last, py::arg("with_rows") = false,
          "Value of the newest row known at or before each session and live on it, and on request that row's "
          "number (-1 for none).");
    m.def("consensus", consensus, ticker, broker, period, session, value, wanted, sessions, tickers, last,
          py::arg("min_brokers") = 1,
          "Statistics of each broker's newest live estimate of the period that each cell wants.");
    m.def("revision", revision, ticker, broker, period, session, value, wanted, py::arg("then"), sessions,
          tickers, last, py::arg("how") = "matched", py::arg("min_brokers") = 1,
          "Change of the consensus against an earlier session, over its absolute value, and breadth: brokers "
          "that raised less those that cut, over the live ones.");
}

} // namespace yanbao::python
