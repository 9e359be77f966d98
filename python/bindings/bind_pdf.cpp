#include "pages.hpp"
#include "pdf_glyphs.hpp"
#include "pdf_picture.hpp"
#include "pybind.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/layout/glyph_pack.hpp"
#include "yanbao/layout/glyph_words.hpp"

#include <algorithm>
#include <memory>

namespace yanbao::python {

namespace {

std::unique_ptr<Pages> pages_of_pdf(const Pdfium& pdf, const py::bytes& bytes, const Limits& limits) {
    const auto view = static_cast<std::string_view>(bytes);
    const py::gil_scoped_release other_threads_run;
    const std::lock_guard alone(Pdfium::lock());
    return std::make_unique<Pages>(Pages{glyphs_of(pdf, view, limits)});
}

// A document that stays open while its pages are drawn.
class OpenPdf {
  public:
    OpenPdf(const Pdfium& pdf, py::bytes bytes) : pdf_(pdf), bytes_(std::move(bytes)) {
        const auto view = static_cast<std::string_view>(bytes_);
        const py::gil_scoped_release other_threads_run;
        const std::lock_guard alone(Pdfium::lock());
        document_ = std::make_unique<PdfDocument>(pdf_, view);
    }
    OpenPdf(const OpenPdf&) = delete;
    OpenPdf& operator=(const OpenPdf&) = delete;
    ~OpenPdf() { close(); }

    // PDFium must not end before its documents do, and Python does not say when an object ends.
    void close() {
        const std::lock_guard alone(Pdfium::lock());
        document_.reset();
    }

    std::tuple<int, int, py::bytes> picture(int page, const std::tuple<float, float, float, float>& box,
                                            float scale) const {
        const auto [x0, y0, x1, y1] = box;
        Picture drawn;
        {
            const py::gil_scoped_release other_threads_run;
            const std::lock_guard alone(Pdfium::lock());
            if (!document_) throw InvalidValue("an open document", "one that is closed");
            drawn = picture_of(pdf_, *document_, page, {x0, y0, x1, y1}, scale);
        }
        return {drawn.width, drawn.height, py::bytes(drawn.rgb)};
    }

  private:
    const Pdfium& pdf_;
    py::bytes bytes_;
    std::unique_ptr<PdfDocument> document_;
};

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
using WordsOfPage = std::pair<std::size_t, std::vector<BoxedWord>>;
std::unique_ptr<Pages> with_words(const Pages& p, const std::vector<WordsOfPage>& words,
                                  const Limits& limits) {
    auto out = std::make_unique<Pages>(p);
    std::size_t taken = 0, left_out = 0;
    for (const auto& page : words) out->glyphs.pages[index_of(p, page.first)].glyphs.clear();
    for (const layout::GlyphPage& page : out->glyphs.pages) taken += page.glyphs.size();
    for (const auto& [number, boxed] : words) {
        layout::GlyphPage& page = out->glyphs.pages[index_of(p, number)];
        std::vector<layout::PageWord> placed;
        for (const auto& [text, x0, y0, x1, y1] : boxed) placed.push_back({text, {x0, y0, x1, y1}});
        const std::size_t room = limits.glyphs - std::min(limits.glyphs, taken);
        left_out += layout::put_words(page, placed, std::min(limits.glyphs_per_page, room));
        taken += page.glyphs.size();
    }
    if (left_out > 0)
        out->glyphs.findings.push_back({"limit",
                                        Severity::warning,
                                        "report",
                                        static_cast<std::uint32_t>(left_out),
                                        "recognized characters beyond glyphs_per_page or glyphs are left out",
                                        {}});
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
        .def("with_words", with_words, py::arg("words"), py::arg("limits"),
             "The same, where the pages of these numbers hold these words, each with its box.")
        .def_static(
            "unpack",
            [](const py::bytes& bytes) {
                return std::make_unique<Pages>(Pages{layout::unpack(static_cast<std::string_view>(bytes))});
            },
            py::arg("bytes"), "What `pack` made.");
    m.def("pdf_pages", pages_of_pdf, py::arg("pdfium"), py::arg("pdf"), py::arg("limits"),
          "Reads a PDF's glyphs.");
    py::class_<OpenPdf>(m, "OpenPdf", "A PDF whose pages are drawn.")
        .def(py::init<const Pdfium&, py::bytes>(), py::arg("pdfium"), py::arg("pdf"), py::keep_alive<1, 2>())
        .def("close", &OpenPdf::close)
        .def("picture", &OpenPdf::picture, py::arg("page"), py::arg("box"), py::arg("scale"),
             "Width, height and RGB of a piece of a page.");
}

} // namespace yanbao::python
