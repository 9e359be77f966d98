#include "pybind.hpp"
#include "table.hpp"

#include "yanbao/base/arrow_c.hpp"
#include "yanbao/base/error.hpp"

#include <limits>

namespace yanbao::python {

namespace {

// A capsule of the Arrow PyCapsule interface: what no consumer has taken is released with it.
template<class Arrow>
py::capsule capsule(std::unique_ptr<Arrow> filled, const char* name) {
    PyObject* made = PyCapsule_New(filled.get(), name, [](PyObject* self) {
        auto* const held = static_cast<Arrow*>(PyCapsule_GetPointer(self, PyCapsule_GetName(self)));
        if (held->release) held->release(held);
        delete held;
    });
    if (!made) throw py::error_already_set();
    filled.release();
    return py::reinterpret_steal<py::capsule>(made);
}

py::capsule schema_of(const Table& t) {
    auto out = std::make_unique<ArrowSchema>();
    export_schema(t.columns, out.get());
    return capsule(std::move(out), "arrow_schema");
}

py::capsule array_of(const Table& t) {
    auto out = std::make_unique<ArrowArray>();
    export_array(t.columns, out.get());
    return capsule(std::move(out), "arrow_array");
}

py::capsule stream_of(const Table& t) {
    auto out = std::make_unique<ArrowArrayStream>();
    export_stream(t.columns, out.get());
    return capsule(std::move(out), "arrow_array_stream");
}

template<class T, class Get>
py::array_t<T> filled(std::size_t rows, Get get) {
    py::array_t<T> out(static_cast<py::ssize_t>(rows));
    T* const data = out.mutable_data();
    for (std::size_t i = 0; i < rows; ++i) data[i] = get(i);
    return out;
}

py::object scalar(const Column& c, std::size_t i) {
    switch (c.type()) {
    case ColumnType::utf8: return py::str(c.text(i).data(), c.text(i).size());
    case ColumnType::float64: return py::float_(c.number(i));
    case ColumnType::int64: return py::int_(c.integer(i));
    case ColumnType::boolean: return py::bool_(c.flag(i));
    case ColumnType::date32: return py::int_(c.date(i).days());
    }
    return py::none();
}

py::typing::List<py::object> scalars(const Column& c) {
    py::list out(c.size());
    for (std::size_t i = 0; i < c.size(); ++i) out[i] = c.is_null(i) ? py::none() : scalar(c, i);
    return out;
}

// An array that the caller may write to: what is null is 0, NaN or false in it.
py::object array(const Column& c) {
    const auto made = [&](auto get, auto null) {
        return filled<decltype(null)>(c.size(), [&](std::size_t i) { return c.is_null(i) ? null : get(i); });
    };
    switch (c.type()) {
    case ColumnType::float64:
        return made([&](std::size_t i) { return c.number(i); }, std::numeric_limits<double>::quiet_NaN());
    case ColumnType::int64: return made([&](std::size_t i) { return c.integer(i); }, std::int64_t{0});
    case ColumnType::boolean: return made([&](std::size_t i) { return c.flag(i); }, false);
    case ColumnType::date32:
        return made([&](std::size_t i) { return std::int64_t{c.date(i).days()}; }, std::int64_t{0});
    case ColumnType::utf8: break;
    }
    throw InvalidValue("an array of numbers", "the texts of " + c.name());
}

std::vector<std::string_view> names_of(const Table& t, bool types) {
    std::vector<std::string_view> out;
    for (const Column& c : t.columns->columns())
        out.push_back(types ? name(c.type()) : std::string_view(c.name()));
    return out;
}

} // namespace

void bind_table(py::module_& m) {
    py::class_<Table>(m, "Table", "Columns in Arrow's memory layout, immutable.")
        .def_property_readonly(
            "name", [](const Table& t) { return t.columns->name(); }, "Name in the schema.")
        .def_property_readonly(
            "column_names", [](const Table& t) { return names_of(t, false); }, "In order.")
        .def_property_readonly(
            "column_types", [](const Table& t) { return names_of(t, true); }, "Arrow's names.")
        .def("__len__", [](const Table& t) { return t.columns->rows(); })
        .def(
            "values",
            [](const Table& t, std::string_view column) { return scalars(t.columns->column(column)); },
            py::arg("column"), "Python's own values and None; days are counted from 1970-01-01.")
        .def(
            "array", [](const Table& t, std::string_view column) { return array(t.columns->column(column)); },
            py::arg("column"),
            "A writable array of a column that is not of texts; days are counted as in values.")
        .def(
            "nulls",
            [](const Table& t, std::string_view column) {
                const Column& c = t.columns->column(column);
                return filled<bool>(c.size(), [&](std::size_t i) { return c.is_null(i); });
            },
            py::arg("column"), "Which values are absent.")
        .def("__arrow_c_schema__", schema_of, "Arrow's C schema.")
        .def(
            "__arrow_c_array__",
            [](const Table& t, const py::object&) { return py::make_tuple(schema_of(t), array_of(t)); },
            py::arg("requested_schema") = py::none(), "Arrow's C array, without a copy.")
        .def(
            "__arrow_c_stream__", [](const Table& t, const py::object&) { return stream_of(t); },
            py::arg("requested_schema") = py::none(), "Arrow's C stream of one batch, without a copy.");
}

} // namespace yanbao::python
