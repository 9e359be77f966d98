#include "pybind.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/names/securities.hpp"
#include "yanbao/names/securities_csv.hpp"

namespace yanbao::python {

namespace {

using names::Securities;
using names::Security;
using Days = std::optional<std::int32_t>; // since 1970-01-01
using Row = std::tuple<std::string, std::string, std::vector<std::string>, Days>;

std::optional<Date> day(Days days) { return days ? std::optional<Date>(*days) : std::nullopt; }

std::vector<Security> securities_of(const std::vector<Row>& rows) {
    std::vector<Security> out;
    out.reserve(rows.size());
    for (const auto& [text, name, aliases, listed] : rows) {
        const auto ticker = parse_ticker(text);
        if (!ticker) throw InvalidValue("ticker of row " + std::to_string(out.size()), "'" + text + "'");
        out.push_back({*ticker, name, aliases, day(listed)});
    }
    return out;
}

Row row_of(const Security& s) {
    return {s.ticker.text(), s.name, s.aliases, s.listed ? Days(s.listed->days()) : Days{}};
}

std::vector<Row> rows_of(const std::vector<const Security*>& found) {
    std::vector<Row> out;
    for (const Security* s : found) out.push_back(row_of(*s));
    return out;
}

} // namespace

void bind_names(py::module_& m) {
    py::class_<Securities>(m, "Securities", "Which security a name or ticker is, on a day; immutable.")
        .def_static(
            "from_csv",
            [](const py::bytes& csv) { return Securities(names::read_csv(std::string_view(csv))); },
            py::arg("csv"), "The form in which the package ships its list.")
        .def_static(
            "from_rows", [](const std::vector<Row>& rows) { return Securities(securities_of(rows)); },
            py::arg("rows"), py::call_guard<py::gil_scoped_release>(),
            "Ticker, name, aliases, day of listing.")
        .def(
            "extended",
            [](const Securities& s, const std::vector<Row>& rows) { return s.extended(securities_of(rows)); },
            py::arg("rows"), py::call_guard<py::gil_scoped_release>(), "A new list; the new rows come first.")
        .def("__len__", &Securities::size)
        .def(
            "by_name",
            [](const Securities& s, std::string_view name, Days on) {
                return rows_of(s.by_name(lexicon::folded(name), day(on)));
            },
            py::arg("name"), py::arg("on"), "Securities of a printed name, best first.")
        .def(
            "by_ticker",
            [](const Securities& s, std::string_view text) -> std::optional<Row> {
                const auto ticker = parse_ticker(text);
                if (!ticker) throw InvalidValue("a ticker", "'" + std::string(text) + "'");
                const Security* found = s.by_ticker(*ticker);
                return found ? std::optional<Row>(row_of(*found)) : std::nullopt;
            },
            py::arg("ticker"), "The security of a ticker in any habit of the field.")
        .def(
            "read_ticker",
            [](const Securities& s, std::string_view printed, std::string_view name,
               Days on) -> std::pair<std::optional<std::string>, bool> {
                const auto r =
                    names::read_ticker(lexicon::folded(printed), lexicon::folded(name), s, day(on));
                return {r.ticker ? std::optional<std::string>(r.ticker->text()) : std::nullopt, r.mended};
            },
            py::arg("printed"), py::arg("name"), py::arg("on"),
            "A printed ticker and whether it had to be mended.");
}

} // namespace yanbao::python
