#pragma once
// Who belongs to which theme, as a matrix: a row a security, a column a theme.

#include "yanbao/metrics/array.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::metrics {

/// How strongly a member is worded: 0 is no member, a larger number is stronger.
using Strength = std::uint8_t;
using MembershipMatrix = Eigen::Array<Strength, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Member {
    std::int32_t security = 0, theme = 0;
    Strength strength = 1;
};

/// The strongest wording of each pair; with `parent_of` (one a theme, -1 for none) the members of a theme
/// belong to every theme above it.  A ring of parents ends where it began.  Throws InvalidValue for an index
/// that is not there.
MembershipMatrix membership(std::span<const Member> members, std::int32_t securities, std::int32_t themes,
                            std::span<const std::int32_t> parent_of = {});

} // namespace yanbao::metrics
