#pragma once
// numpy arrays in and out: C-ordered float64 goes in without a copy, results own their memory.

#include "pybind.hpp"

#include "yanbao/base/error.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace yanbao::python {

using Doubles = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Bytes = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;
using Ints = py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>;
using Shape = std::vector<py::ssize_t>;

inline Shape shape_of(const py::array& a) { return {a.shape(), a.shape() + a.ndim()}; }

template<class T, int flags>
std::span<const T> view(const py::array_t<T, flags>& a) {
    return {a.data(), static_cast<std::size_t>(a.size())};
}

/// The cells of an array that is exactly what the core reads: no copy is made of millions of rows in silence.  Throws
/// InvalidValue naming `what` for another type, order or alignment, ShapeMismatch for another number of dimensions.
template<class T>
std::span<const T> exact(const char* what, const py::array& a, py::ssize_t dimensions = 1) {
    if (!py::isinstance<py::array_t<T, py::array::c_style>>(a) ||
        (a.flags() & py::detail::npy_api::NPY_ARRAY_ALIGNED_) == 0)
        throw InvalidValue(what, "an array of " + py::str(a.dtype()).cast<std::string>() +
                                     " in this order: wants contiguous " +
                                     py::str(py::dtype::of<T>()).cast<std::string>());
    if (a.ndim() != dimensions)
        throw ShapeMismatch(std::string("shape of ") + what, static_cast<std::size_t>(dimensions),
                            static_cast<std::size_t>(a.ndim()));
    return {static_cast<const T*>(a.data()), static_cast<std::size_t>(a.size())};
}

/// An array over the memory of `values`, which it keeps alive.
template<class Values>
py::array_t<typename std::decay_t<Values>::value_type> owned(Values&& values, const Shape& shape) {
    using Kept = std::decay_t<Values>;
    auto kept = std::make_unique<Kept>(std::forward<Values>(values));
    const auto* const data = kept->data();
    const py::capsule owner(kept.get(), [](void* p) { delete static_cast<Kept*>(p); });
    static_cast<void>(kept.release());
    return py::array_t<typename Kept::value_type>(shape, data, owner);
}

} // namespace yanbao::python
