#include "pages.hpp"
#include "pdf_glyphs.hpp"
#include "pdf_picture.hpp"
#include "pybind.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/layout/glyph_pack.hpp"
#include "yanbao/layout/glyph_words.hpp"

namespace yanbao::python {

namespace {

std::unique_ptr<Pages> pages_of_pdf(const Pdfium& pdf, const py::bytes& bytes, const Limits& limits) {
    const auto view = static_cast<std::string_view>(bytes);
    const py::gil_scoped_release other_threads_run;
    const std::lock_guard alone(Pdfium::lock());
    return std::make_unique<Pages>(Pages{glyphs_of(pdf, view, limits)});
}

std::tuple<int, int, py::bytes> picture(const Pdfium& pdf, const py::bytes& bytes, int page,
                                        const std::tuple<float, float, float, float>& box, float scale) {
    const auto view = static_cast<std::string_view>(bytes);
    const auto [x0, y0, x1, y1] = box;
    Picture drawn;
    {
        const py::gil_scoped_release other_threads_run;
        const std::lock_guard alone(Pdfium::lock());
        drawn = picture_of(pdf, PdfDocument(pdf, view), page, {x0, y0, x1, y1}, scale);
    }
    return {drawn.width, drawn.height, py::bytes(drawn.rgb)};
}

std::vector<std::size_t> pictures_of(const Pages& p) {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < p.glyphs.pages.size(); ++i)
        if (p.glyphs.pages[i].source == layout::PageSource::picture) numbers.push_back(i + 1);
    return numbers;
}

std::size_t index_of(const Pages& p, std::size_t number) {
    if (number < 1 || number > p.glyphs.pages.size())
        throw InvalidValue("a page of this document", std::to_string(number));
    return number - 1;
}

std::pair<float, float> size_of_page(const Pages& p, std::size_t number) {
    const layout::GlyphPage& page = p.glyphs.pages[index_of(p, number)];
    return {page.width, page.height};
}

using BoxedWord = std::tuple<std::string, float, float, float, float>;
std::unique_ptr<Pages> with_words(const Pages& p, std::size_t number, const std::vector<BoxedWord>& words) {
    auto out = std::make_unique<Pages>(p);
    std::vector<layout::PageWord> placed;
    for (const auto& [text, x0, y0, x1, y1] : words) placed.push_back({text, {x0, y0, x1, y1}});
    layout::put_words(out->glyphs.pages[index_of(p, number)], placed);
    return out;
}

} // namespace

void bind_pdf(py::module_& m) {
    py::class_<Pdfium>(m, "Pdfium", "PDFium's functions, by their addresses.")
        .def(py::init<const std::map<std::string, std::uintptr_t>&>(), py::arg("addresses"));
    py::class_<Pages>(m, "Pages", "Glyphs of a document's pages, immutable.")
        .def("__len__", [](const Pages& p) { return p.glyphs.pages.size(); })
        .def(
            "pack", [](const Pages& p) { return py::bytes(layout::pack(p.glyphs)); }, "As bytes, for a pipe.")
        .def_property_readonly("pictures", pictures_of,
                               "Numbers of the pages, from 1, that show little text or none.")
        .def("size", size_of_page, py::arg("page"), "Width and height of a page, in points.")
        .def("with_words", with_words, py::arg("page"), py::arg("words"),
             "The same, where a page holds these words, each with its box.")
        .def_static(
            "unpack",
            [](const py::bytes& bytes) {
                return std::make_unique<Pages>(Pages{layout::unpack(static_cast<std::string_view>(bytes))});
            },
            py::arg("bytes"), "What `pack` made.");
    m.def("pdf_pages", pages_of_pdf, py::arg("pdfium"), py::arg("pdf"), py::arg("limits"),
          "Reads a PDF's glyphs.");
    m.def("pdf_picture", picture, py::arg("pdfium"), py::arg("pdf"), py::arg("page"), py::arg("box"),
          py::arg("scale"), "Width, height and RGB of a piece of a page.");
}

} // namespace yanbao::python
