#pragma once
// The only header that includes pybind11: casters that one file sees and another does not would break the one
// definition rule.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace yanbao::python {

namespace py = pybind11;

void bind_errors(py::module_& m);
void bind_base(py::module_& m);
void bind_lexicon(py::module_& m);
void bind_names(py::module_& m);
void bind_table(py::module_& m);
void bind_pdf(py::module_& m);
void bind_report(py::module_& m);
void bind_metrics(py::module_& m);
void bind_screen(py::module_& m);
void bind_panel(py::module_& m);
void bind_panel_themes(py::module_& m);
void bind_backtest(py::module_& m);
void bind_weights(py::module_& m);
void bind_statistics(py::module_& m);
void bind_factor(py::module_& m);

} // namespace yanbao::python
