#pragma once

#include "yanbao/layout/glyph.hpp"

namespace yanbao::python {

/// Glyphs of a document's pages as Python passes them from the door that reads them to the layout.
struct Pages {
    layout::GlyphPages glyphs;
};

} // namespace yanbao::python
