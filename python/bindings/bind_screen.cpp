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

Panel panel_of(const std::vector<PanelColumn>& columns, const std::vector<Bytes>& flags,
               const std::vector<Ints>& groups, std::size_t sections, std::size_t width) {
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
    for (const Ints& group : groups) panel.groups.push_back(view(group));
    return panel;
}

/// An array that the core writes to in place.
template<class T>
py::array_t<T> blank(const Panel& panel) {
    return py::array_t<T>(
        Shape{static_cast<py::ssize_t>(panel.sections), static_cast<py::ssize_t>(panel.width)});
}

template<class T>
std::span<T> room(py::array_t<T>& a) {
    return {a.mutable_data(), static_cast<std::size_t>(a.size())};
}

using TruthCells = py::array_t<std::uint8_t>;

std::vector<Counts> counts_of(const std::vector<TermCounts>& terms) {
    std::vector<Counts> counts;
    for (const TermCounts& term : terms) counts.emplace_back(term.yes, term.no, term.unknown, term.alone);
    return counts;
}

std::pair<TruthCells, std::vector<Counts>> screen_of(const std::vector<NamedStep>& steps,
                                                     const std::vector<PanelColumn>& columns,
                                                     const std::vector<Bytes>& flags, std::size_t sections,
                                                     std::size_t width, const std::vector<Ints>& groups,
                                                     unsigned workers) {
    static_assert(sizeof(Truth) == sizeof(std::uint8_t));
    const Program program(steps_of(steps), columns.size(), flags.size(), groups.size());
    const Panel panel = panel_of(columns, flags, groups, sections, width);
    TruthCells truth = blank<std::uint8_t>(panel);
    const std::span<Truth> cells(reinterpret_cast<Truth*>(truth.mutable_data()),
                                 static_cast<std::size_t>(truth.size()));
    std::vector<TermCounts> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = screen::screen(program, panel, cells, workers);
    }
    return {std::move(truth), counts_of(found)};
}

std::pair<py::array_t<bool>, std::vector<Counts>>
passes_of(const std::vector<NamedStep>& steps, const std::vector<PanelColumn>& columns,
          const std::vector<Bytes>& flags, std::size_t sections, std::size_t width,
          const std::vector<Ints>& groups, unsigned workers) {
    static_assert(sizeof(bool) == sizeof(std::uint8_t));
    const Program program(steps_of(steps), columns.size(), flags.size(), groups.size());
    const Panel panel = panel_of(columns, flags, groups, sections, width);
    auto passed = blank<bool>(panel);
    const std::span<std::uint8_t> cells(reinterpret_cast<std::uint8_t*>(passed.mutable_data()),
                                        static_cast<std::size_t>(passed.size()));
    std::vector<TermCounts> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = passes(program, panel, cells, workers);
    }
    return {std::move(passed), counts_of(found)};
}

std::tuple<Array1, std::optional<Array1>, std::optional<Array1>>
compute_of(const std::vector<NamedStep>& steps, const std::vector<PanelColumn>& columns,
           const std::vector<Bytes>& flags, std::size_t sections, std::size_t width,
           const std::vector<Ints>& groups, unsigned workers, bool bounds) {
    const Program program(steps_of(steps), columns.size(), flags.size(), groups.size());
    const Panel panel = panel_of(columns, flags, groups, sections, width);
    Array1 value = blank<double>(panel);
    std::optional<Array1> low, high;
    Numbering out{room(value), {}, {}};
    if (bounds) {
        low = blank<double>(panel);
        high = blank<double>(panel);
        out.low = room(*low);
        out.high = room(*high);
    }
    {
        const py::gil_scoped_release other_threads_run;
        compute(program, panel, out, workers);
    }
    return {std::move(value), std::move(low), std::move(high)};
}

} // namespace

void bind_screen(py::module_& m) {
    m.def("screen", screen_of, py::arg("steps"), py::arg("columns"), py::arg("flags"), py::arg("sections"),
          py::arg("width"), py::arg("groups") = std::vector<Ints>{}, py::arg("workers") = 1,
          "Truth of each cell (0 no, 1 yes, 2 unknown), and of each term that `both` joins: how many cells "
          "say yes, no, unknown, and how many it alone keeps out. `groups` are int32, -1 for none; `workers` "
          "threads, 0 for all there are, give the same bytes.");
    m.def("passes", passes_of, py::arg("steps"), py::arg("columns"), py::arg("flags"), py::arg("sections"),
          py::arg("width"), py::arg("groups") = std::vector<Ints>{}, py::arg("workers") = 1,
          "Whether each cell says yes, and the counts of `screen`.");
    m.def("compute", compute_of, py::arg("steps"), py::arg("columns"), py::arg("flags"), py::arg("sections"),
          py::arg("width"), py::arg("groups") = std::vector<Ints>{}, py::arg("workers") = 1,
          py::arg("bounds") = true,
          "Value, low and high bound of each cell; without `bounds` None for them.");
}

} // namespace yanbao::python
