#include "arrays.hpp"

namespace yanbao::python {

void bind_weights(py::module_& m) { static_cast<void>(m); }

} // namespace yanbao::python
