#include "pdf_glyphs.hpp"

#include "pdf_objects.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

namespace yanbao::python {

namespace {

using layout::Box;
using layout::Glyph;
using layout::GlyphPage;
using layout::GlyphPages;

class GlyphReader {
  public:
    GlyphReader(const Pdfium& pdf, std::string_view bytes, const Limits& limits)
        : pdf_(pdf), limits_(limits), document_(pdf, bytes) {}

    GlyphPages run() {
        const auto pages =
            static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(document_.pages), limits_.pages));
        if (pages < document_.pages)
            note("limit", "the document has more than pages pages: those beyond are left out",
                 static_cast<std::uint32_t>(document_.pages - pages));
        for (int i = 0; i < pages; ++i) read_page(i);
        if (dropped_ > 0) note("limit", "characters beyond glyphs_per_page or glyphs are left out", dropped_);
        return std::move(out_);
    }

  private:
    void note(std::string_view code, std::string what, std::uint32_t count = 1) {
        out_.findings.push_back({std::string(code), Severity::warning, "report", count, std::move(what), {}});
    }

    void note_damaged(const std::string& page) {
        note("page_damaged", page + " is damaged: nothing is read from it");
    }

    void read_page(int index) {
        GlyphPage& out = out_.pages.emplace_back();
        const std::string name = "page " + std::to_string(index + 1);
        const PdfHandle page = document_.page(pdf_, index);
        if (!page) return note_damaged(name);
        const PageView view(pdf_, page.get());
        const PageObjects drawn = objects_on(pdf_, page.get(), view, limits_.texts_per_page);
        if (!fits(drawn.texts, name)) return;
        const PdfHandle text(pdf_.load_text(page.get()), pdf_.close_text);
        if (!text) return note_damaged(name);
        out.width = view.width;
        out.height = view.height;
        const int count = std::max(0, pdf_.count_chars(text.get()));
        const std::size_t room = std::min(limits_.glyphs_per_page, limits_.glyphs - taken_);
        out.glyphs.reserve(std::min(static_cast<std::size_t>(count), room));
        bool cut = false;
        for (int i = 0; i < count && !cut; ++i) {
            if (pdf_.is_generated(text.get(), i) == 1) continue;
            cut = out.glyphs.size() == room;
            if (cut)
                dropped_ += static_cast<std::uint32_t>(count - i);
            else
                take(text.get(), i, i + 1 < count, view, out);
        }
        taken_ += out.glyphs.size();
        // what a page that is cut shows is not known
        if (!cut && pdf_.page_objects(page.get()) > 0 && !shows_text(out, drawn.images))
            out.source = layout::PageSource::picture;
    }

    // Whether a reader sees text whose characters are mostly known.  A scan may have a watermark, or a line of its
    // printer's at its foot.
    static bool shows_text(const GlyphPage& page, float images) {
        constexpr float most_of_page = 0.5F;
        constexpr std::size_t little_text = 100;
        std::size_t shown = 0, named = 0;
        for (const Glyph& g : page.glyphs) {
            if (g.cp == U' ' || !page.shows(g) || layout::quarter_turns(g.angle) < 0) continue;
            ++shown;
            named += g.cp != layout::unnamed;
        }
        return shown > 0 && 2 * named >= shown && (images < most_of_page || shown >= little_text);
    }

    // PDFium puts a page's texts in order in a time that grows with their square: they are counted before.
    bool fits(std::size_t texts, const std::string& name) {
        if (texts > limits_.texts_per_page) {
            note("limit", name + " is drawn of more than texts_per_page texts: nothing is read from it");
            return false;
        }
        if (texts * texts > limits_.text_pairs - pairs_) {
            note("limit", name + " goes beyond the document's text_pairs: nothing is read from it");
            return false;
        }
        pairs_ += texts * texts;
        return true;
    }

    void take(void* text, int i, bool is_followed, const PageView& view, GlyphPage& out) const {
        Pdfium::Rect box;
        Pdfium::Matrix m;
        double x = 0, y = 0;
        if (!pdf_.loose_box(text, i, &box) || !pdf_.origin(text, i, &x, &y) || !pdf_.matrix(text, i, &m))
            return;
        Glyph& g = out.glyphs.emplace_back();
        // of a character that the document does not name PDFium gives the code, which may look like any digit
        g.cp = pdf_.is_guessed(text, i) == 1 ? layout::unnamed : pdf_.unicode(text, i);
        g.box = view.area(box);
        std::tie(g.x, g.y) = view.point(x, y);
        g.size = static_cast<float>(pdf_.font_size(text, i)) * std::hypot(m.c, m.d);
        constexpr float degrees = 57.29578F;
        g.angle = -std::atan2(m.b, m.a) * degrees + 90.0F * static_cast<float>(view.turns);
        double next_x = 0, next_y = 0;
        if (!is_followed) {
            trim_as_its_like(g, out);
            return;
        }
        if (!pdf_.origin(text, i + 1, &next_x, &next_y)) return;
        const double scale = std::hypot(m.a, m.b);
        // a character that PDFium adds stands where this one's advance ends, but for the matrix
        const bool added = pdf_.is_generated(text, i + 1) == 1;
        const double along = added ? (next_x - x) * scale : ((next_x - x) * m.a + (next_y - y) * m.b) / scale;
        if (scale <= 0 || along <= 0) return;
        const auto [end_x, end_y] = view.point(x + along * m.a / scale, y + along * m.b / scale);
        trim(g, end_x, end_y);
    }

    // The last of a page: as wide as the same character before it.
    static void trim_as_its_like(Glyph& g, const GlyphPage& page) {
        const auto same = std::find_if(page.glyphs.begin(), page.glyphs.end() - 1, [&](const Glyph& like) {
            return like.cp == g.cp && like.size == g.size && like.angle == g.angle;
        });
        if (same != page.glyphs.end() - 1) trim(g, g.x + same->box.x1 - same->x, g.y);
    }

    // PDFium's box covers the ink too, which of a font that the document lacks depends on what was drawn before.
    static void trim(Glyph& g, float end_x, float end_y) {
        const float across = std::abs(end_x - g.x), down = std::abs(end_y - g.y);
        Box& box = g.box;
        if (across > 100 * down) {
            if (end_x > g.x)
                box.x0 = std::max(box.x0, g.x), box.x1 = std::max(box.x0, std::min(box.x1, end_x));
            else
                box.x1 = std::min(box.x1, g.x), box.x0 = std::min(box.x1, std::max(box.x0, end_x));
        } else if (down > 100 * across) {
            if (end_y > g.y)
                box.y0 = std::max(box.y0, g.y), box.y1 = std::max(box.y0, std::min(box.y1, end_y));
            else
                box.y1 = std::min(box.y1, g.y), box.y0 = std::min(box.y1, std::max(box.y0, end_y));
        }
    }

    const Pdfium& pdf_;
    const Limits& limits_;
    PdfDocument document_;
    std::size_t taken_ = 0, pairs_ = 0;
    std::uint32_t dropped_ = 0;
    GlyphPages out_;
};

} // namespace

GlyphPages glyphs_of(const Pdfium& pdf, std::string_view bytes, const Limits& limits) {
    return GlyphReader(pdf, bytes, limits).run();
}

} // namespace yanbao::python
