#include "arrays.hpp"

#include "yanbao/metrics/group_series.hpp"
#include "yanbao/panel/mentions.hpp"
#include "yanbao/panel/opinions.hpp"

#include <optional>

namespace yanbao::python {

namespace {

using panel::Grid;
using Cells = py::typing::Dict<py::str, py::array>;
using Numbers = py::array_t<std::int32_t>;
using Strengths = py::array_t<std::uint8_t>;
using MaybeCells = std::optional<py::array>;

template<class T>
py::array_t<T> column(std::vector<T>&& values) {
    const Shape shape{std::ssize(values)};
    return owned(std::move(values), shape);
}

std::pair<Strengths, Numbers> theme_standing(const py::array& ticker, const py::array& source,
                                             const py::array& session, const py::array& last,
                                             const py::array& role, std::int32_t sessions,
                                             std::int32_t tickers, std::uint8_t least) {
    const Grid grid{sessions, tickers};
    const panel::Mentions mentions{exact<std::int32_t>("ticker", ticker),
                                   exact<std::int32_t>("source", source),
                                   exact<std::int32_t>("session", session), exact<std::int32_t>("last", last),
                                   exact<std::uint8_t>("role", role)};
    panel::Standing found;
    {
        const py::gil_scoped_release other_threads_run;
        found = panel::standing(mentions, grid, least);
    }
    const Shape shape{sessions, tickers};
    return {owned(std::move(found.strength), shape), owned(std::move(found.brokers), shape)};
}

panel::Opinions opinions_of(const py::array& ticker, const py::array& broker, const py::array& session,
                            const py::array& last) {
    return {exact<std::int32_t>("ticker", ticker), exact<std::int32_t>("broker", broker),
            exact<std::int32_t>("session", session), exact<std::int32_t>("last", last)};
}

std::tuple<Numbers, Numbers, Numbers> newest_opinions(const py::array& ticker, const py::array& broker,
                                                      const py::array& session, const py::array& last,
                                                      std::int32_t sessions, std::int32_t tickers) {
    const auto opinions = opinions_of(ticker, broker, session, last);
    panel::OpinionSpells found;
    {
        const py::gil_scoped_release other_threads_run;
        found = panel::newest_opinions(opinions, {sessions, tickers});
    }
    return {column(std::move(found.row)), column(std::move(found.from)), column(std::move(found.to))};
}

std::tuple<Numbers, Numbers, Numbers, std::vector<Numbers>, std::vector<py::array_t<double>>>
mean_opinions(const py::array& ticker, const py::array& broker, const py::array& session,
              const py::array& last, const std::vector<py::array>& values, std::int32_t sessions,
              std::int32_t tickers) {
    const auto opinions = opinions_of(ticker, broker, session, last);
    std::vector<std::span<const double>> views;
    for (const py::array& each : values) views.push_back(exact<double>("value", each));
    panel::OpinionStretches found;
    {
        const py::gil_scoped_release other_threads_run;
        found = panel::mean_opinions(opinions, views, {sessions, tickers});
    }
    std::vector<Numbers> counts;
    std::vector<py::array_t<double>> means;
    for (auto& each : found.count) counts.push_back(column(std::move(each)));
    for (auto& each : found.mean) means.push_back(column(std::move(each)));
    return {column(std::move(found.ticker)), column(std::move(found.from)), column(std::move(found.to)),
            counts, means};
}

template<class Field>
void put_dates(Cells& out, const char* name, const std::vector<metrics::GroupPe>& dates,
               Field metrics::GroupPe::* field) {
    std::vector<Field> values;
    values.reserve(dates.size());
    for (const metrics::GroupPe& date : dates) values.push_back(date.*field);
    out[name] = column(std::move(values));
}

Cells group_pe_series(const py::array& strength, const MaybeCells& market_cap, const MaybeCells& earnings,
                      const MaybeCells& earnings_yield, metrics::Strength least) {
    metrics::GroupCells cells;
    cells.strength = exact<std::uint8_t>("strength", strength, 2);
    cells.dates = static_cast<std::size_t>(strength.shape(0));
    cells.securities = static_cast<std::size_t>(strength.shape(1));
    const auto view_of = [&](const char* what, const MaybeCells& a) -> std::span<const double> {
        if (!a) return {};
        const auto view = exact<double>(what, *a, 2);
        for (const py::ssize_t side : {0, 1}) // as many cells in another shape are other cells
            panel::require_size(what, static_cast<std::size_t>(strength.shape(side)),
                                static_cast<std::size_t>(a->shape(side)));
        return view;
    };
    cells.market_cap = view_of("market_cap", market_cap);
    cells.earnings = view_of("earnings", earnings);
    cells.earnings_yield = view_of("earnings_yield", earnings_yield);
    std::vector<metrics::GroupPe> dates;
    {
        const py::gil_scoped_release other_threads_run;
        dates = metrics::group_pe_series(cells, least);
    }
    Cells out;
    put_dates(out, "by_sum", dates, &metrics::GroupPe::by_sum);
    put_dates(out, "harmonic", dates, &metrics::GroupPe::harmonic);
    put_dates(out, "median", dates, &metrics::GroupPe::median);
    put_dates(out, "members", dates, &metrics::GroupPe::members);
    put_dates(out, "n", dates, &metrics::GroupPe::n);
    put_dates(out, "yields", dates, &metrics::GroupPe::yields);
    put_dates(out, "profitable", dates, &metrics::GroupPe::profitable);
    put_dates(out, "cap_coverage", dates, &metrics::GroupPe::cap_coverage);
    put_dates(out, "yield_coverage", dates, &metrics::GroupPe::yield_coverage);
    return out;
}

} // namespace

void bind_panel_themes(py::module_& m) {
    const auto ticker = py::arg("ticker"), broker = py::arg("broker"), session = py::arg("session");
    const auto last = py::arg("last"), sessions = py::arg("sessions"), tickers = py::arg("tickers");
    m.def("theme_standing", theme_standing, ticker, py::arg("source"), session, last, py::arg("role"),
          sessions, tickers, py::arg("least") = 1,
          "The strongest live role of each cell, and the number of brokers (sources from 0 on) that give "
          "that of "
          "`least` or a stronger one.");
    m.def("newest_opinions", newest_opinions, ticker, broker, session, last, sessions, tickers,
          "Rows that are their broker's newest live one of a ticker, from which session and to which.");
    m.def("mean_opinions", mean_opinions, ticker, broker, session, last, py::arg("values"), sessions, tickers,
          "Stretches of sessions on which a ticker's brokers say the same: ticker, from, to, and for each "
          "value "
          "the count and the mean of those that have it.");
    m.def("group_pe_series", group_pe_series, py::arg("strength"), py::arg("market_cap") = py::none(),
          py::arg("earnings") = py::none(), py::arg("earnings_yield") = py::none(), py::arg("least") = 1,
          "PE of the members on each date, by sum, harmonic and median, with what counts.");
}

} // namespace yanbao::python
