#pragma once

#include "yanbao/base/column.hpp"

#include <memory>

namespace yanbao::python {

/// A table as Python holds it; what leaves through Arrow's interface keeps the columns alive.
struct Table {
    std::shared_ptr<const ColumnTable> columns;
};

} // namespace yanbao::python
