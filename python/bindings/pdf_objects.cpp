#include "pdf_objects.hpp"

#include <algorithm>
#include <vector>

namespace yanbao::python {

namespace {

using Rect = Pdfium::Rect;
using Matrix = Pdfium::Matrix;

// First `inner`, then `outer`.
Matrix chained(const Matrix& inner, const Matrix& outer) {
    return {inner.a * outer.a + inner.b * outer.c,           inner.a * outer.b + inner.b * outer.d,
            inner.c * outer.a + inner.d * outer.c,           inner.c * outer.b + inner.d * outer.d,
            inner.e * outer.a + inner.f * outer.c + outer.e, inner.e * outer.b + inner.f * outer.d + outer.f};
}

// Where an area comes to stand, in its edges.
Rect placed(const Rect& r, const Matrix& m) {
    const auto [ax, bx] = std::minmax({m.a * r.left, m.a * r.right});
    const auto [cx, dx] = std::minmax({m.c * r.bottom, m.c * r.top});
    const auto [ay, by] = std::minmax({m.b * r.left, m.b * r.right});
    const auto [cy, dy] = std::minmax({m.d * r.bottom, m.d * r.top});
    return {ax + cx + m.e, by + dy + m.f, bx + dx + m.e, ay + cy + m.f};
}

// The part of the page that an area covers.
float share_of(const Rect& page, const Rect& r) {
    const float wide = std::min(r.right, page.right) - std::max(r.left, page.left);
    const float high = std::min(r.top, page.top) - std::max(r.bottom, page.bottom);
    const float all = (page.right - page.left) * (page.top - page.bottom);
    return wide > 0 && high > 0 && all > 0 ? wide * high / all : 0.0F;
}

} // namespace

PageObjects objects_on(const Pdfium& pdf, void* page, const PageView& view, std::size_t most_texts) {
    constexpr int is_text = 1, is_image = 3, is_form = 5;
    struct Level {
        void* form; ///< null for the page itself
        int at, count;
        Matrix to_page;
    };
    PageObjects out;
    std::vector<Level> levels{{nullptr, 0, pdf.page_objects(page), {}}};
    while (!levels.empty() && out.texts <= most_texts) {
        Level& level = levels.back();
        if (level.at >= level.count) {
            levels.pop_back();
            continue;
        }
        const int at = level.at++;
        void* const object = level.form != nullptr
                                 ? pdf.form_object(level.form, static_cast<unsigned long>(at))
                                 : pdf.page_object(page, at);
        const int type = pdf.object_type(object);
        out.texts += type == is_text;
        Rect r;
        if (type == is_image && pdf.object_bounds(object, &r.left, &r.bottom, &r.right, &r.top))
            out.images += share_of(view.box, placed(r, level.to_page));
        Matrix own;
        if (type == is_form) {
            pdf.object_matrix(object, &own);
            const Matrix to_page = chained(own, level.to_page);
            levels.push_back({object, 0, pdf.form_objects(object), to_page});
        }
    }
    return out;
}

} // namespace yanbao::python
