#include "arrays.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/screen/evaluate.hpp"

#include <cmath>
#include <optional>

namespace yanbao::python {

namespace {

using namespace yanbao::screen;

using NamedStep = std::pair<std::string, double>; // operation; its index, its n, or the constant
using Array1 = py::array_t<double>;
using Counts = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>; // yes, no, unknown, alone
using PanelColumn = std::tuple<Doubles, std::optional<Doubles>, std::optional<Doubles>, bool>;

std::vector<Step> steps_of(const std::vector<NamedStep>& named) {
    std::vector<Step> steps;
    for (const auto& [name, operand] : named) {
        const auto op = op_of(name);
        if (!op) throw UnknownName("operation", name);
        Step step{*op, 0, 0.0};
        if (*op == Op::constant) {
            step.value = operand;
        } else {
            if (!(operand >= 0.0 && operand < 4294967296.0) || operand != std::floor(operand))
                throw InvalidValue("operand of " + name, std::to_string(operand));
            step.index = static_cast<std::uint32_t>(operand);
        }
        steps.push_back(step);
    }
    return steps;
}

Panel panel_of(const std::vector<PanelColumn>& columns, const std::vector<Bytes>& flags, std::size_t sections,
               std::size_t width) {
    Panel panel;
    panel.sections = sections;
    panel.width = width;
    for (const auto& [value, low, high, open_means_gap] : columns) {
        NumberColumn column;
        column.value = view(value);
        if (low) column.low = view(*low);
        if (high) column.high = view(*high);
        column.open_means_gap = open_means_gap;
        panel.columns.push_back(column);
    }
    for (const Bytes& flag : flags) panel.flags.push_back(view(flag));
    return panel;
}

std::pair<py::array_t<std::uint8_t>, std::vector<Counts>> screen_of(const std::vector<NamedStep>& steps,
                                                                    const std::vector<PanelColumn>& columns,
                                                                    const std::vector<Bytes>& flags,
                                                                    std::size_t sections, std::size_t width) {
    const Program program(steps_of(steps), columns.size(), flags.size());
    const Panel panel = panel_of(columns, flags, sections, width);
    Screened found;
    {
        const py::gil_scoped_release other_threads_run;
        found = screen::screen(program, panel);
    }
    std::vector<std::uint8_t> truth;
    truth.reserve(found.truth.size());
    for (const Truth t : found.truth) truth.push_back(static_cast<std::uint8_t>(t));
    std::vector<Counts> terms;
    for (const TermCounts& term : found.terms)
        terms.emplace_back(term.yes, term.no, term.unknown, term.alone);
    const Shape shape{static_cast<py::ssize_t>(sections), static_cast<py::ssize_t>(width)};
    return {owned(std::move(truth), shape), std::move(terms)};
}

std::tuple<Array1, Array1, Array1> compute_of(const std::vector<NamedStep>& steps,
                                              const std::vector<PanelColumn>& columns,
                                              const std::vector<Bytes>& flags, std::size_t sections,
                                              std::size_t width) {
    const Program program(steps_of(steps), columns.size(), flags.size());
    const Panel panel = panel_of(columns, flags, sections, width);
    Computed found;
    {
        const py::gil_scoped_release other_threads_run;
        found = compute(program, panel);
    }
    const Shape shape{static_cast<py::ssize_t>(sections), static_cast<py::ssize_t>(width)};
    return {owned(std::move(found.value), shape), owned(std::move(found.low), shape),
            owned(std::move(found.high), shape)};
}

} // namespace

void bind_screen(py::module_& m) {
    m.def("screen", screen_of, py::arg("steps"), py::arg("columns"), py::arg("flags"), py::arg("sections"),
          py::arg("width"),
          "Truth of each cell (0 no, 1 yes, 2 unknown), and of each term that `both` joins: how many cells "
          "say yes, no, unknown, and how many it alone keeps out.");
    m.def("compute", compute_of, py::arg("steps"), py::arg("columns"), py::arg("flags"), py::arg("sections"),
          py::arg("width"), "Value, low and high bound of each cell.");
}

} // namespace yanbao::python
