#include "pdfium.hpp"

#include "yanbao/base/error.hpp"

namespace yanbao::python {

Pdfium::Pdfium(const std::map<std::string, std::uintptr_t>& addresses) {
    const auto find = [&](auto& function, const char* name) {
        const auto at = addresses.find(name);
        if (at == addresses.end() || at->second == 0) throw UnknownName("function of PDFium", name);
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(at->second);
    };
    find(load_document, "FPDF_LoadMemDocument64");
    find(last_error, "FPDF_GetLastError");
    find(close_document, "FPDF_CloseDocument");
    find(page_count, "FPDF_GetPageCount");
    find(load_page, "FPDF_LoadPage");
    find(close_page, "FPDF_ClosePage");
    find(page_box, "FPDF_GetPageBoundingBox");
    find(page_rotation, "FPDFPage_GetRotation");
    find(page_objects, "FPDFPage_CountObjects");
    find(page_object, "FPDFPage_GetObject");
    find(object_type, "FPDFPageObj_GetType");
    find(object_bounds, "FPDFPageObj_GetBounds");
    find(object_matrix, "FPDFPageObj_GetMatrix");
    find(form_objects, "FPDFFormObj_CountObjects");
    find(form_object, "FPDFFormObj_GetObject");
    find(load_text, "FPDFText_LoadPage");
    find(close_text, "FPDFText_ClosePage");
    find(count_chars, "FPDFText_CountChars");
    find(unicode, "FPDFText_GetUnicode");
    find(is_guessed, "FPDFText_HasUnicodeMapError");
    find(is_generated, "FPDFText_IsGenerated");
    find(loose_box, "FPDFText_GetLooseCharBox");
    find(origin, "FPDFText_GetCharOrigin");
    find(matrix, "FPDFText_GetMatrix");
    find(font_size, "FPDFText_GetFontSize");
    find(make_bitmap, "FPDFBitmap_Create");
    find(fill, "FPDFBitmap_FillRect");
    find(render, "FPDF_RenderPageBitmap");
    find(pixels, "FPDFBitmap_GetBuffer");
    find(stride, "FPDFBitmap_GetStride");
    find(free_bitmap, "FPDFBitmap_Destroy");
}

std::mutex& Pdfium::lock() {
    static std::mutex one;
    return one;
}

} // namespace yanbao::python
