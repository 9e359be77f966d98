#pragma once
// A PDF's characters and their places, as the layout takes them.

#include "pdf_page.hpp"

#include "yanbao/base/limits.hpp"

namespace yanbao::python {

/// Throws ParseError where the document cannot be opened.
layout::GlyphPages glyphs_of(const Pdfium& pdf, std::string_view bytes, const Limits& limits);

} // namespace yanbao::python
