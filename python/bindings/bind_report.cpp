#include "pages.hpp"
#include "pybind.hpp"
#include "table.hpp"

#include "yanbao/audit/audit.hpp"
#include "yanbao/facts/read.hpp"
#include "yanbao/facts/tables.hpp"
#include "yanbao/layout/glyph_text.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::python {

namespace {

using lexicon::Lexicon;
using names::Securities;
using Note = std::tuple<std::string, std::string, std::uint32_t>; // code, what, count

// A report that was read.  Nothing in it changes afterwards.
struct Report {
    layout::Document document;
    facts::Facts facts;
    Lexicon lexicon;
    Limits limits;
};

// `notes` are findings of the door that decoded the bytes.
std::unique_ptr<Report> facts_of(layout::Document document, const Lexicon& lexicon,
                                 const Securities& securities, const Limits& limits,
                                 const std::vector<Note>& notes) {
    facts::Facts facts = facts::read_facts(document, lexicon, securities, limits);
    audit::audit(document, facts);
    std::vector<Finding> findings;
    for (const auto& [code, what, count] : notes)
        findings.push_back({code, Severity::warning, "report", count, what, {}});
    facts.findings.insert(facts.findings.begin(), findings.begin(), findings.end());
    audit::cut_findings(limits, facts);
    return std::make_unique<Report>(Report{std::move(document), std::move(facts), lexicon, limits});
}

std::unique_ptr<Report> read(const py::bytes& utf8, const Lexicon& lexicon, const Securities& securities,
                             const Limits& limits, const std::vector<Note>& notes) {
    std::string text(utf8);
    const py::gil_scoped_release other_threads_run;
    return facts_of(layout::read_text(std::move(text), lexicon, limits), lexicon, securities, limits, notes);
}

std::unique_ptr<Report> read_pages(const Pages& pages, const Lexicon& lexicon, const Securities& securities,
                                   const Limits& limits, const std::vector<Note>& notes) {
    const py::gil_scoped_release other_threads_run;
    return facts_of(layout::read_glyphs(pages.glyphs, lexicon, limits), lexicon, securities, limits, notes);
}

// Page and box of a span of a document that has pages.
using PagePlace = std::tuple<std::uint32_t, float, float, float, float>;

std::optional<PagePlace> page_place(const Report& r, std::uint32_t start, std::uint32_t end) {
    const auto at = r.document.pages.place_of({start, end});
    if (!at) return std::nullopt;
    return PagePlace{at->page, at->box.x0, at->box.y0, at->box.x1, at->box.y1};
}

using Place = std::pair<std::uint32_t, std::uint32_t>;
using FieldPlace = std::tuple<std::string_view, std::uint32_t, std::uint32_t>;

std::pair<std::vector<Place>, std::vector<FieldPlace>> places(const Report& r, std::string_view table,
                                                              std::size_t row) {
    std::pair<std::vector<Place>, std::vector<FieldPlace>> out;
    const facts::Places at = facts::places(r.facts, table, row);
    for (const Span s : at.row) out.first.emplace_back(s.start, s.end);
    for (const auto& [column, s] : at.fields) out.second.emplace_back(column, s.start, s.end);
    return out;
}

// Kind, level, start, end, line.
using BlockPlace = std::tuple<std::string_view, int, std::uint32_t, std::uint32_t, std::uint32_t>;

std::vector<BlockPlace> blocks(const Report& r) {
    std::vector<BlockPlace> out;
    for (const layout::Block& b : r.document.blocks) {
        const Span at = r.document.span(b.atoms);
        out.emplace_back(layout::name(b.kind), b.level, at.start, at.end, r.document.line_of(at.start));
    }
    return out;
}

py::dict column_of(const Report& r, const table::ColumnMeaning& meaning,
                   const std::vector<text::Range>& path) {
    const auto key = [&](std::string_view category, std::optional<lexicon::KeyId> id) -> py::object {
        return id ? py::object(py::str(r.lexicon.key(r.lexicon.category(category), *id))) : py::none();
    };
    py::list header;
    for (const text::Range cell : path) header.append(r.document.printed(cell));
    py::dict out;
    out["header"] = header;
    out["column"] = key("column", meaning.column);
    out["metric"] = key("metric", meaning.metric);
    out["year"] =
        meaning.period && meaning.period->year ? py::object(py::int_(*meaning.period->year)) : py::none();
    out["basis"] = meaning.period ? code(meaning.period->basis) : "";
    out["scale"] = meaning.scale;
    return out;
}

using Grids = py::typing::List<py::typing::Dict<py::str, py::object>>;

Grids grids(const Report& r) {
    Grids out;
    for (const table::Grid& g : table::grids_of(r.document, r.lexicon, r.limits)) {
        const std::vector<table::ColumnMeaning> meanings = table::meanings(r.document, r.lexicon, g);
        py::list columns;
        for (std::size_t i = 0; i < meanings.size(); ++i)
            columns.append(
                column_of(r, meanings[i], i < g.headers.size() ? g.headers[i] : std::vector<text::Range>{}));
        py::dict grid;
        grid["block"] = g.block;
        grid["caption"] = r.document.printed(g.caption);
        grid["note"] = r.document.printed(g.note);
        grid["header_rows"] = g.header_rows;
        grid["body_rows"] = g.body_rows();
        grid["columns"] = columns;
        out.append(grid);
    }
    return out;
}

} // namespace

void bind_report(py::module_& m) {
    py::class_<Report>(m, "Report", "A report that was read, immutable.")
        .def_property_readonly(
            "text", [](const Report& r) { return py::bytes(r.document.source); }, "UTF-8.")
        .def(
            "table",
            [](const Report& r, std::string_view name) {
                py::gil_scoped_release other_threads_run;
                return Table{std::make_shared<const ColumnTable>(facts::to_table(r.facts, r.document, name))};
            },
            py::arg("name"), "One table of the schema.")
        .def("places", places, py::arg("table"), py::arg("row"),
             "Where a row is printed: spans, and (column, start, end) of its fields.")
        .def("page_place", page_place, py::arg("start"), py::arg("end"),
             "Page, from 1, and box of the bytes; None where the report has no pages.")
        .def(
            "line_of", [](const Report& r, std::uint32_t byte) { return r.document.line_of(byte); },
            py::arg("byte"), "Line of a byte, from 1.")
        .def("blocks", blocks, "Kind, level, start, end and line of every block.")
        .def("grids", grids, "Header trees of the tables and what each column is taken for.");

    m.def("read", read, py::arg("text"), py::arg("lexicon"), py::arg("securities"), py::arg("limits"),
          py::arg("notes"), "Reads a report's text, UTF-8.");
    m.def("read_pages", read_pages, py::arg("pages"), py::arg("lexicon"), py::arg("securities"),
          py::arg("limits"), py::arg("notes"), "Reads a report's pages.");
    m.def(
        "table_names",
        [] {
            return std::vector<std::string_view>(facts::table_names().begin(), facts::table_names().end());
        },
        "Tables of the schema, in its order.");
}

} // namespace yanbao::python
