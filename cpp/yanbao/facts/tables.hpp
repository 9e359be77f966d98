#pragma once
// The facts as the tables of the schema.

#include "yanbao/base/column.hpp"
#include "yanbao/facts/facts.hpp"
#include "yanbao/layout/document.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace yanbao::facts {

/// Names of the tables, in the order of the schema; `meta` has one row.
std::span<const std::string_view> table_names() noexcept;

/// One table with the columns of the schema, provenance last.  Throws UnknownName.
ColumnTable to_table(const Facts& facts, const layout::Document& document, std::string_view name);

/// Where a row is printed, whole (several spans where it is cut) and field by field.
struct Places {
    std::vector<Span> row;
    std::vector<FieldSpan> fields;
};
/// Throws UnknownName for a table, InvalidValue for a row that it has not.
Places places(const Facts& facts, std::string_view name, std::size_t row);

} // namespace yanbao::facts
