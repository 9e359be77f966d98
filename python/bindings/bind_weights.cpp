#include "arrays.hpp"

#include "yanbao/backtest/select.hpp"

#include <optional>
#include <variant>

namespace yanbao::python {

namespace {

using Side = std::optional<std::variant<std::size_t, double>>; // a count, a part, or all
using MaybeArray = std::optional<py::array>;

backtest::Most most_of(const Side& side) {
    backtest::Most most;
    if (!side) return most;
    if (const auto* const count = std::get_if<std::size_t>(&*side))
        most.count = *count;
    else
        most.share = std::get<double>(*side);
    return most;
}

py::typing::Dict<py::str, py::array> select_weights(const py::array& passes, const MaybeArray& rank,
                                                    const MaybeArray& base, const Side& longs,
                                                    const Side& shorts, bool short_side, double max_weight) {
    backtest::Candidates cells;
    cells.passes = exact<std::uint8_t>("passes", passes, 2);
    cells.rows = static_cast<std::size_t>(passes.shape(0));
    cells.width = static_cast<std::size_t>(passes.shape(1));
    const auto view_of = [&](const char* what, const MaybeArray& a) -> std::span<const double> {
        if (!a) return {};
        const auto found = exact<double>(what, *a, 2);
        for (const py::ssize_t side : {0, 1})
            if (a->shape(side) != passes.shape(side))
                throw ShapeMismatch(what, static_cast<std::size_t>(passes.shape(side)),
                                    static_cast<std::size_t>(a->shape(side)));
        return found;
    };
    cells.rank = view_of("rank", rank);
    cells.base = view_of("base", base);
    backtest::Choice choice;
    choice.longs = most_of(longs);
    if (short_side) choice.shorts = most_of(shorts);
    choice.max_weight = max_weight;
    backtest::Selection found;
    {
        const py::gil_scoped_release other_threads_run;
        found = backtest::select(cells, choice);
    }
    py::typing::Dict<py::str, py::array> out;
    out["weight"] = owned(std::move(found.weight), Shape{passes.shape(0), passes.shape(1)});
    const Shape rows{passes.shape(0)};
    out["passing"] = owned(std::move(found.passing), rows);
    out["unranked"] = owned(std::move(found.unranked), rows);
    out["unweighted"] = owned(std::move(found.unweighted), rows);
    out["longs"] = owned(std::move(found.longs), rows);
    out["shorts"] = owned(std::move(found.shorts), rows);
    return out;
}

} // namespace

void bind_weights(py::module_& m) {
    m.def(
        "select_weights", select_weights, py::arg("passes"), py::arg("rank") = py::none(),
        py::arg("base") = py::none(), py::arg("longs") = py::none(), py::arg("shorts") = py::none(),
        py::arg("short_side") = false, py::arg("max_weight") = 1.0,
        "Weights of the best that pass on each row, in proportion to `base`, and of each row how many pass, "
        "lack a rank, lack a base, are bought and are sold.");
}

} // namespace yanbao::python
