#pragma once

#include "yanbao/text/number.hpp"

#include <string>

namespace yanbao::facts {

/// A printed quantity as an exact decimal in canonical units: 1,728.823 万股 is "17288230", 1.59% is "0.0159".
std::string exact_decimal(const text::Atoms& atoms, const text::Quantity& quantity);

} // namespace yanbao::facts
