#include "yanbao/facts/theme_misread.hpp"

#include <algorithm>

namespace yanbao::facts {

bool is_misread(std::u32string_view a, std::u32string_view b) noexcept {
    if (a.size() > b.size()) std::swap(a, b);
    if (a.size() < 3 || b.size() - a.size() > 1) return false; // shorter texts are too near to each other
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (a.size() < b.size()) return std::equal(left, a.end(), right + 1);
    return left != a.end() && std::equal(left + 1, a.end(), right + 1);
}

} // namespace yanbao::facts
