#include "arrays.hpp"

#include "yanbao/metrics/aggregate.hpp"
#include "yanbao/metrics/growth.hpp"
#include "yanbao/metrics/rating.hpp"
#include "yanbao/metrics/valuation.hpp"
#include "yanbao/witness/identity.hpp"

namespace yanbao::python {

namespace {

using namespace yanbao::metrics;
using Pair = std::pair<Doubles, Doubles>; // low and high bounds
using Array1 = py::array_t<double>;
using Reasoned = std::pair<Array1, py::array_t<std::uint8_t>>; // values, and a reason each
using Groups = py::typing::Dict<py::str, py::array>;

Eigen::Map<const Array> map(const Doubles& a) { return {a.data(), a.size()}; }
Bounds bounds(const Pair& p) {
    require_size("high bounds", p.first.size(), p.second.size());
    return {map(p.first), map(p.second)};
}

// Runs `work` while other threads may, and gives its result the shape of `like`.
template<class Work>
Reasoned explained(const Doubles& like, Work work) {
    Explained out(0);
    {
        const py::gil_scoped_release other_threads_run;
        out = work();
    }
    std::vector<std::uint8_t> reasons;
    for (const Reason r : out.reason) reasons.push_back(static_cast<std::uint8_t>(r));
    const Shape shape = shape_of(like);
    return {owned(std::move(out.value), shape), owned(std::move(reasons), shape)};
}

template<class Work>
std::pair<Array1, Array1> bounded(const Pair& like, Work work) {
    Bounds out;
    {
        const py::gil_scoped_release other_threads_run;
        out = work();
    }
    const Shape shape = shape_of(like.first);
    return {owned(std::move(out.low), shape), owned(std::move(out.high), shape)};
}

MembershipMatrix matrix_of(const Bytes& m) {
    if (m.ndim() != 2)
        throw ShapeMismatch("dimensions of the membership matrix", 2, static_cast<std::size_t>(m.ndim()));
    return Eigen::Map<const MembershipMatrix>(m.data(), m.shape(0), m.shape(1));
}

template<class Group, class Field>
void put(Groups& out, const char* name, const std::vector<Group>& groups, Field Group::* field) {
    std::vector<Field> values;
    for (const Group& group : groups) values.push_back(group.*field);
    const Shape shape{std::ssize(groups)};
    out[name] = owned(std::move(values), shape);
}

Groups group_pe_of(const Doubles& market_cap, const Doubles& earnings, const Bytes& matrix, Strength least) {
    const auto groups = group_pe(map(market_cap), map(earnings), matrix_of(matrix), least);
    Groups out;
    put(out, "by_sum", groups, &GroupPe::by_sum);
    put(out, "harmonic", groups, &GroupPe::harmonic);
    put(out, "median", groups, &GroupPe::median);
    put(out, "members", groups, &GroupPe::members);
    put(out, "n", groups, &GroupPe::n);
    put(out, "profitable", groups, &GroupPe::profitable);
    put(out, "cap_coverage", groups, &GroupPe::cap_coverage);
    return out;
}

Groups group_growth_of(const Doubles& base, const Doubles& end, const Bytes& matrix, Strength least) {
    const auto groups = group_growth(map(base), map(end), matrix_of(matrix), least);
    Groups out;
    put(out, "by_sum", groups, &GroupGrowth::by_sum);
    put(out, "median", groups, &GroupGrowth::median);
    put(out, "members", groups, &GroupGrowth::members);
    put(out, "n", groups, &GroupGrowth::n);
    return out;
}

py::array_t<std::uint8_t>
membership_of(const std::vector<std::tuple<std::int32_t, std::int32_t, Strength>>& members,
              std::int32_t securities, std::int32_t themes, const std::vector<std::int32_t>& parent_of) {
    std::vector<Member> list;
    for (const auto& [security, theme, strength] : members) list.push_back({security, theme, strength});
    MembershipMatrix matrix = membership(list, securities, themes, parent_of);
    const Shape shape{matrix.rows(), matrix.cols()};
    return owned(std::move(matrix), shape);
}

std::pair<Array1, Array1> excess_return_of(const Ints& label,
                                           const std::vector<std::pair<double, double>>& scale) {
    std::vector<ExcessReturn> steps;
    for (const auto& [low, high] : scale) steps.push_back({low, high});
    Bounds out = excess_return(view(label), steps);
    const Shape shape = shape_of(label);
    return {owned(std::move(out.low), shape), owned(std::move(out.high), shape)};
}

Bounds refined(const Bounds& eps, const Bounds& price, const Bounds& k, const Bounds& pe) {
    for (const Bounds* other : {&price, &k, &pe}) require_size("bounds", eps.size(), other->size());
    Bounds out(eps.size());
    for (Eigen::Index i = 0; i < eps.size(); ++i) {
        if (!eps.known(i)) continue;
        const Interval sharper = witness::refine_eps(eps[i], price[i], k[i], pe[i]);
        if (!sharper.empty()) out.set(i, sharper);
    }
    return out;
}

} // namespace

void bind_metrics(py::module_& m) {
    const auto price = py::arg("price"), k = py::arg("k"), eps = py::arg("eps");
    const auto base = py::arg("base"), end = py::arg("end");
    m.def(
        "pe",
        [](const Doubles& p, const Doubles& f, const Doubles& e) {
            return explained(p, [&] { return pe(map(p), map(f), map(e)); });
        },
        price, k, eps, "price x k / EPS and the reason of each cell.");
    m.def(
        "earnings_yield",
        [](const Doubles& p, const Doubles& f, const Doubles& e) {
            return explained(p, [&] { return earnings_yield(map(p), map(f), map(e)); });
        },
        price, k, eps, "EPS / (price x k) and the reason of each cell.");
    m.def(
        "peg",
        [](const Doubles& p, const Doubles& g) { return explained(p, [&] { return peg(map(p), map(g)); }); },
        py::arg("pe"), py::arg("growth"), "PE over growth in percent and the reason of each cell.");
    m.def(
        "growth",
        [](const Doubles& b, const Doubles& e) {
            return explained(b, [&] { return growth(map(b), map(e)); });
        },
        base, end, "Growth and the reason of each cell.");
    m.def(
        "cagr",
        [](const Doubles& b, const Doubles& e, int years) {
            return explained(b, [&] { return cagr(map(b), map(e), years); });
        },
        base, end, py::arg("years"), "Growth a year over several and the reason of each cell.");
    m.def(
        "pe_bounds",
        [](const Pair& p, const Pair& f, const Pair& e) {
            return bounded(p, [&] { return pe_bounds(bounds(p), bounds(f), bounds(e)); });
        },
        price, k, eps, "Bounds of `pe`.");
    m.def(
        "earnings_yield_bounds",
        [](const Pair& p, const Pair& f, const Pair& e) {
            return bounded(p, [&] { return earnings_yield_bounds(bounds(p), bounds(f), bounds(e)); });
        },
        price, k, eps, "Bounds of `earnings_yield`.");
    m.def(
        "peg_bounds",
        [](const Pair& p, const Pair& g) {
            return bounded(p, [&] { return peg_bounds(bounds(p), bounds(g)); });
        },
        py::arg("pe"), py::arg("growth"), "Bounds of `peg`.");
    m.def(
        "growth_bounds",
        [](const Pair& b, const Pair& e) {
            return bounded(b, [&] { return growth_bounds(bounds(b), bounds(e)); });
        },
        base, end, "Bounds of `growth`.");
    m.def(
        "cagr_bounds",
        [](const Pair& b, const Pair& e, int years) {
            return bounded(b, [&] { return cagr_bounds(bounds(b), bounds(e), years); });
        },
        base, end, py::arg("years"), "Bounds of `cagr`.");
    m.def(
        "refine_eps",
        [](const Pair& e, const Pair& p, const Pair& f, const Pair& q) {
            return bounded(e, [&] { return refined(bounds(e), bounds(p), bounds(f), bounds(q)); });
        },
        eps, price, k, py::arg("pe"),
        "What price, k and PE leave of the bounds of EPS; NaN where they contradict it.");
    m.def("group_pe", group_pe_of, py::arg("market_cap"), py::arg("earnings"), py::arg("matrix"),
          py::arg("least") = 1, "PE of the members of each theme: by sum, harmonic, median.");
    m.def("group_growth", group_growth_of, base, end, py::arg("matrix"), py::arg("least") = 1,
          "Growth of the members of each theme: by sum and median.");
    m.def("membership", membership_of, py::arg("members"), py::arg("securities"), py::arg("themes"),
          py::arg("parent_of"),
          "Strongest wording by security and theme; members belong to every theme above theirs.");
    m.def("excess_return", excess_return_of, py::arg("label"), py::arg("scale"),
          "Bounds of the excess return that each rating promises.");
    m.def(
        "reasons",
        [] {
            std::vector<std::string_view> names;
            for (std::size_t i = 0; i < reason_count; ++i) names.push_back(name(static_cast<Reason>(i)));
            return names;
        },
        "Names of the reasons, in the order of their codes.");
}

} // namespace yanbao::python
