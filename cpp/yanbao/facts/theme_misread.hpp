#pragma once

#include <string_view>

namespace yanbao::facts {

/// Whether two texts are one, but for a character that is other, missing or too many: how scanners misread.
bool is_misread(std::u32string_view a, std::u32string_view b) noexcept;

} // namespace yanbao::facts
