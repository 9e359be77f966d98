#pragma once

#include "yanbao/text/number.hpp"

namespace yanbao::text {

/// As number_at, for a cell that is one number: white space may stand before a separator or point too ("9 ,967").
std::optional<Number> lone_number_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end);

/// The number's printed digits times `scale`, rounded once: 0.57 % is the double nearest to 0.0057.
Number scaled(const Atoms& atoms, const Number& number, double scale) noexcept;

} // namespace yanbao::text
