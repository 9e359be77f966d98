#include "yanbao/screen/panel.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>
#include <string>

namespace yanbao::screen {

void Panel::check() const {
    const auto sized = [&](const char* what, std::size_t found) {
        if (found != cells()) throw ShapeMismatch(what, cells(), found);
    };
    for (const NumberColumn& column : columns) {
        sized("values of a column", column.value.size());
        if (column.low.empty() && column.high.empty()) continue;
        sized("low bounds of a column", column.low.size());
        sized("high bounds of a column", column.high.size());
    }
    for (const FlagColumn& flag : flags) {
        sized("flags of a condition", flag.size());
        const auto bad = std::find_if(flag.begin(), flag.end(), [](std::uint8_t t) { return t > 2; });
        if (bad != flag.end()) throw InvalidValue("flag", std::to_string(*bad));
    }
}

} // namespace yanbao::screen
