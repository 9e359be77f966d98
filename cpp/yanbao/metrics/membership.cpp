#include "yanbao/metrics/membership.hpp"

#include <algorithm>
#include <string>

namespace yanbao::metrics {

namespace {

void require_index(const char* what, std::int32_t index, std::int32_t end) {
    if (index < 0 || index >= end) throw InvalidValue(what, std::to_string(index));
}

/// The themes of each theme: itself and all above it.
std::vector<std::vector<std::int32_t>> lines_of(std::int32_t themes,
                                                std::span<const std::int32_t> parent_of) {
    std::vector<std::vector<std::int32_t>> lines(static_cast<std::size_t>(themes));
    for (std::int32_t theme = 0; theme < themes; ++theme) {
        auto& line = lines[static_cast<std::size_t>(theme)];
        line.push_back(theme);
        if (parent_of.empty()) continue;
        for (std::int32_t up = parent_of[static_cast<std::size_t>(theme)];
             up >= 0 && std::find(line.begin(), line.end(), up) == line.end();
             up = parent_of[static_cast<std::size_t>(up)])
            line.push_back(up);
    }
    return lines;
}

} // namespace

MembershipMatrix membership(std::span<const Member> members, std::int32_t securities, std::int32_t themes,
                            std::span<const std::int32_t> parent_of) {
    if (securities < 0 || themes < 0) throw InvalidValue("size of a membership matrix", "negative");
    if (!parent_of.empty()) require_size("parent_of", themes, std::ssize(parent_of));
    for (const std::int32_t parent : parent_of)
        if (parent != -1) require_index("parent theme", parent, themes);
    const auto lines = lines_of(themes, parent_of);
    MembershipMatrix matrix = MembershipMatrix::Zero(securities, themes);
    for (const Member& member : members) {
        require_index("security", member.security, securities);
        require_index("theme", member.theme, themes);
        for (const std::int32_t theme : lines[static_cast<std::size_t>(member.theme)]) {
            Strength& cell = matrix(member.security, theme);
            cell = std::max(cell, member.strength);
        }
    }
    return matrix;
}

} // namespace yanbao::metrics
