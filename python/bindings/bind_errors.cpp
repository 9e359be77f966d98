#include "pybind.hpp"

#include "yanbao/base/error.hpp"

#include <array>

namespace yanbao::python {

namespace {

// One child of yanbao::Error and its class in yanbao.errors, which derives from YanbaoError and a builtin.
struct Mapping {
    bool (*is)(const Error&);
    const char* name;
};
template<class E>
constexpr Mapping to_python(const char* name) {
    return {[](const Error& e) { return dynamic_cast<const E*>(&e) != nullptr; }, name};
}
constexpr auto mappings = std::to_array<Mapping>({
    to_python<ParseError>("ParseError"),
    to_python<InvalidValue>("InvalidValueError"),
    to_python<UnknownName>("UnknownNameError"),
    to_python<LimitExceeded>("LimitExceededError"),
    to_python<ShapeMismatch>("ShapeMismatchError"),
    {[](const Error&) { return true; }, "YanbaoError"}, // the root, last
});

void raise(const Error& error) {
    const py::module_ errors = py::module_::import("yanbao.errors");
    for (const Mapping& m : mappings) {
        if (!m.is(error)) continue;
        const py::object type = errors.attr(m.name);
        const py::object made = type(error.what());
        if (const auto* parse = dynamic_cast<const ParseError*>(&error)) made.attr("byte") = parse->byte();
        PyErr_SetObject(type.ptr(), made.ptr());
        return;
    }
}

} // namespace

void bind_errors(py::module_&) {
    py::register_local_exception_translator([](std::exception_ptr thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const Error& error) {
            raise(error);
        }
    });
}

} // namespace yanbao::python
