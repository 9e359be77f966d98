#pragma once

#include "yanbao/table/grid.hpp"

namespace yanbao::table {

/// Whether a cell has the shape of a security's code, OCR damage included: 600570.SH, 0700.HK, G00GL.0, 3Z.0, 300750.
bool looks_like_ticker(std::u32string_view cell) noexcept;

} // namespace yanbao::table
