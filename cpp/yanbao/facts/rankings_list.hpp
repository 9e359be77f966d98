#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>
#include <vector>

namespace yanbao::facts {

/// A name of an enumeration, with the share in brackets behind it: 永安药业(+31%).
struct ListedName {
    text::Range name;
    std::optional<double> share;
};

/// Names parted by 、 (or by commas, where no 、 is printed) that start at `r.begin`, up to the first clause that is
/// no part of the list.  A joint "and" parts two names where one of them is a known security.
std::vector<ListedName> names_at(const Context& context, text::Range r);

/// Whether the name is that of a listed security.
bool is_security(const Context& context, text::Range name);

} // namespace yanbao::facts
