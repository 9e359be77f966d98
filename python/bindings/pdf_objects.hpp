#pragma once
// What draws a page: its objects, those of forms within it too.

#include "pdf_page.hpp"

namespace yanbao::python {

struct PageObjects {
    std::size_t texts = 0;
    float images = 0; ///< parts of the page that images cover, added up
};

/// Of a page that is shown so; counts no further than one text beyond `most_texts`.
PageObjects objects_on(const Pdfium& pdf, void* page, const PageView& view, std::size_t most_texts);

} // namespace yanbao::python
