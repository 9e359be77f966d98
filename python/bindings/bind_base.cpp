#include "pybind.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/base/limits.hpp"
#include "yanbao/base/ticker.hpp"

#include <map>

namespace yanbao::python {

void bind_base(py::module_& m) {
    m.def(
        "format_ticker",
        [](std::string_view text, std::string_view habit) {
            const auto ticker = parse_ticker(text);
            if (!ticker) throw InvalidValue("a ticker", "'" + std::string(text) + "'");
            return format_ticker(*ticker, habit);
        },
        py::arg("text"), py::arg("habit"), "A ticker of any habit of the field in the habit asked for.");

    py::class_<Limits>(m, "Limits", "Bounds on what one document may ask for.")
        .def(py::init([](std::size_t bytes, std::size_t line_bytes, std::size_t cells_per_row,
                         std::size_t rows_per_table, std::size_t tables, std::size_t facts,
                         std::size_t findings, std::size_t pages, std::size_t texts_per_page,
                         std::size_t text_pairs, std::size_t glyphs_per_page, std::size_t glyphs) {
                 return Limits{bytes,    line_bytes, cells_per_row,  rows_per_table, tables,          facts,
                               findings, pages,      texts_per_page, text_pairs,     glyphs_per_page, glyphs};
             }),
             py::kw_only(), py::arg("bytes"), py::arg("line_bytes"), py::arg("cells_per_row"),
             py::arg("rows_per_table"), py::arg("tables"), py::arg("facts"), py::arg("findings"),
             py::arg("pages"), py::arg("texts_per_page"), py::arg("text_pairs"), py::arg("glyphs_per_page"),
             py::arg("glyphs"));
    m.def(
        "default_limits",
        [] {
            const Limits l;
            return std::map<std::string, std::size_t>{{"bytes", l.bytes},
                                                      {"line_bytes", l.line_bytes},
                                                      {"cells_per_row", l.cells_per_row},
                                                      {"rows_per_table", l.rows_per_table},
                                                      {"tables", l.tables},
                                                      {"facts", l.facts},
                                                      {"findings", l.findings},
                                                      {"pages", l.pages},
                                                      {"texts_per_page", l.texts_per_page},
                                                      {"text_pairs", l.text_pairs},
                                                      {"glyphs_per_page", l.glyphs_per_page},
                                                      {"glyphs", l.glyphs}};
        },
        "The core's own bounds, which the package's defaults are held to.");
}

} // namespace yanbao::python
