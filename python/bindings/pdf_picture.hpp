#pragma once
// A piece of a PDF's page as a picture.

#include "pdf_page.hpp"

#include <string>

namespace yanbao::python {

struct Picture {
    int width = 0, height = 0;
    std::string rgb;
};

/// Of page `number`, from 1; `scale` is pixels a point, and smaller where the piece would have too many.  Throws
/// ParseError where the page cannot be opened, or its picture not be made.
Picture picture_of(const Pdfium& pdf, const PdfDocument& document, int number, const layout::Box& piece,
                   float scale);

} // namespace yanbao::python
