#include "pdf_page.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>

namespace yanbao::python {

namespace {

[[noreturn]] void refuse(unsigned long error) {
    constexpr unsigned long wrong_password = 4, unknown_security = 5;
    if (error == wrong_password || error == unknown_security)
        throw ParseError("the PDF", 0, "it is encrypted: open it with its password and save it without one");
    throw ParseError("the PDF", 0, "it is cut or damaged: fetch it again, or print it to a new PDF");
}

} // namespace

PdfDocument::PdfDocument(const Pdfium& pdf, std::string_view bytes)
    : handle(pdf.load_document(bytes.data(), bytes.size(), nullptr), pdf.close_document) {
    if (!handle) refuse(pdf.last_error());
    pages = std::max(0, pdf.page_count(handle.get()));
    if (pages == 0) throw ParseError("the PDF", 0, "it has no pages");
}

PageView::PageView(const Pdfium& pdf, void* page) {
    pdf.page_box(page, &box);
    if (box.left > box.right) std::swap(box.left, box.right);
    if (box.bottom > box.top) std::swap(box.bottom, box.top);
    turns = ((pdf.page_rotation(page) % 4) + 4) % 4;
    width = box.right - box.left;
    height = box.top - box.bottom;
    if (turns % 2 == 1) std::swap(width, height);
}

std::pair<float, float> PageView::point(double x, double y) const {
    const auto right = static_cast<float>(x - box.left), up = static_cast<float>(y - box.bottom);
    switch (turns) {
    case 1: return {up, right};
    case 2: return {width - right, up};
    case 3: return {width - up, height - right};
    default: return {right, height - up};
    }
}

layout::Box PageView::area(const Pdfium::Rect& r) const {
    const auto [ax, ay] = point(r.left, r.top);
    const auto [bx, by] = point(r.right, r.bottom);
    return {std::min(ax, bx), std::min(ay, by), std::max(ax, bx), std::max(ay, by)};
}

} // namespace yanbao::python
