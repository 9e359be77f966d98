#include "arrays.hpp"

namespace yanbao::python {

void bind_statistics(py::module_& m) { static_cast<void>(m); }

} // namespace yanbao::python
