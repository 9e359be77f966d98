#pragma once

#include "yanbao/text/number.hpp"

namespace yanbao::text {

/// The number's printed digits times `scale`, rounded once: 0.57 % is the double nearest to 0.0057.
Number scaled(const Atoms& atoms, const Number& number, double scale) noexcept;

} // namespace yanbao::text
