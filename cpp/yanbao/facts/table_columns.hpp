#pragma once
// The columns of each table of the schema, in its order.

#include "yanbao/base/column.hpp"
#include "yanbao/facts/facts.hpp"
#include "yanbao/layout/document.hpp"

namespace yanbao::facts::columns {

using layout::Document;

ColumnTable meta(const Facts& f, const Document& d);
ColumnTable analysts(const Facts& f, const Document& d);
ColumnTable coverage(const Facts& f, const Document& d);
ColumnTable estimates(const Facts& f, const Document& d);
ColumnTable quotes(const Facts& f, const Document& d);
ColumnTable themes(const Facts& f, const Document& d);
ColumnTable market(const Facts& f, const Document& d);
ColumnTable rankings(const Facts& f, const Document& d);
ColumnTable announcements(const Facts& f, const Document& d);
ColumnTable news(const Facts& f, const Document& d);
ColumnTable web_traffic(const Facts& f, const Document& d);
ColumnTable events(const Facts& f, const Document& d);
ColumnTable rating_scale(const Facts& f, const Document& d);
ColumnTable benchmarks(const Facts& f, const Document& d);
ColumnTable references(const Facts& f, const Document& d);
ColumnTable risks(const Facts& f, const Document& d);
ColumnTable figures(const Facts& f, const Document& d);
ColumnTable ratios(const Facts& f, const Document& d);
ColumnTable tables(const Facts& f, const Document& d);
ColumnTable findings(const Facts& f, const Document& d);

} // namespace yanbao::facts::columns
