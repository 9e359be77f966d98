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
        std::uint8_t most = 0;
        for (const std::uint8_t t : flag) most = std::max(most, t);
        if (most > 2) throw InvalidValue("flag", std::to_string(most));
    }
    for (const GroupColumn& group : groups) {
        sized("cells of a group", group.size());
        std::int32_t least = 0, most = 0;
        for (const std::int32_t code : group) {
            least = std::min(least, code);
            most = std::max(most, code);
        }
        if (least < -1) throw InvalidValue("group", std::to_string(least));
        if (most >= most_groups) throw InvalidValue("group", std::to_string(most));
    }
}

} // namespace yanbao::screen
