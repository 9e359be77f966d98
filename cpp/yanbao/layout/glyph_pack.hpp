#pragma once
// Pages of glyphs as bytes, from the process that read them to the one that asked for them.

#include "yanbao/layout/glyph.hpp"

#include <string>
#include <string_view>

namespace yanbao::layout {

std::string pack(const GlyphPages& pages);
/// Throws ParseError where the bytes are not what `pack` makes.
GlyphPages unpack(std::string_view bytes);

} // namespace yanbao::layout
