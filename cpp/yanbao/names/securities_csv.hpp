#pragma once

#include "yanbao/names/securities.hpp"

namespace yanbao::names {

/// Rows of `ticker,name,aliases,listed`: UTF-8, one a line under a line of column names, no quoting; aliases
/// are parted by |, a day that is not known is empty.  Throws ParseError.
std::vector<Security> read_csv(std::string_view csv);

} // namespace yanbao::names
