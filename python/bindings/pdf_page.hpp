#pragma once
// A document that PDFium opened, and its pages as they are shown.

#include "pdfium.hpp"

#include "yanbao/layout/glyph.hpp"

#include <string_view>
#include <utility>

namespace yanbao::python {

/// A handle that is given back.
using PdfHandle = std::unique_ptr<void, void (*)(void*)>;

struct PdfDocument {
    /// `bytes` must outlive it.  Throws ParseError where it cannot be opened: encrypted, cut, without pages.
    PdfDocument(const Pdfium& pdf, std::string_view bytes);

    PdfHandle page(const Pdfium& pdf, int index) const {
        return {pdf.load_page(handle.get(), index), pdf.close_page};
    }

    PdfHandle handle;
    int pages = 0;
};

/// A page's own space, whose y grows upwards, as the page is shown: cut to its box and turned.
struct PageView {
    PageView(const Pdfium& pdf, void* page);

    std::pair<float, float> point(double x, double y) const;
    layout::Box area(const Pdfium::Rect& r) const;

    Pdfium::Rect box;
    int turns = 0; ///< quarter turns clockwise
    float width = 0, height = 0;
};

} // namespace yanbao::python
