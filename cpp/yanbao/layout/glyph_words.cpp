#include "yanbao/layout/glyph_words.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr char32_t first_full_width = 0x2E80;
// Parts of the font's size.
constexpr float full_advance = 1.0F, half_advance = 0.55F, point_advance = 0.3F;
constexpr float least_size = 0.6F, most_size = 0.9F; ///< of the height of a word's box
constexpr float below_baseline = 0.2F;               ///< of that height

float width_of(char32_t c) {
    if (c >= first_full_width) return full_advance;
    return c == U'.' || c == U',' || c == U':' || c == U';' || c == U'\'' ? point_advance : half_advance;
}

void put_word(GlyphPage& page, const PageWord& word) {
    std::u32string text;
    for (std::size_t at = 0; at < word.text.size();) {
        const auto [cp, bytes] = lexicon::decode(word.text, at);
        at += bytes;
        text += cp;
    }
    float all = 0;
    for (const char32_t c : text) all += width_of(c);
    const float height = word.box.y1 - word.box.y0, scale = (word.box.x1 - word.box.x0) / all;
    if (!(scale > 0) || !(height > 0)) return;
    const float size = std::clamp(scale, least_size * height, most_size * height);
    const float baseline = word.box.y1 - below_baseline * height;
    float x = word.box.x0;
    for (const char32_t c : text) {
        const float end = x + scale * width_of(c);
        page.glyphs.push_back({c, {x, word.box.y0, end, word.box.y1}, x, baseline, size, 0});
        x = end;
    }
}

} // namespace

void put_words(GlyphPage& page, std::span<const PageWord> words) {
    page.glyphs.clear();
    for (const PageWord& word : words) put_word(page, word);
    page.source = PageSource::recognized;
}

} // namespace yanbao::layout
