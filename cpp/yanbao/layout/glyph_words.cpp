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

std::u32string decoded(const std::string& utf8) {
    std::u32string text;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [cp, bytes] = lexicon::decode(utf8, at);
        at += bytes;
        text += cp;
    }
    return text;
}

void put_word(GlyphPage& page, const std::u32string& text, const Box& box) {
    float all = 0;
    for (const char32_t c : text) all += width_of(c);
    const float height = box.y1 - box.y0, scale = (box.x1 - box.x0) / all;
    if (!(scale > 0) || !(height > 0)) return;
    const float size = std::clamp(scale, least_size * height, most_size * height);
    const float baseline = box.y1 - below_baseline * height;
    float x = box.x0;
    for (const char32_t c : text) {
        const float end = x + scale * width_of(c);
        page.glyphs.push_back({c, {x, box.y0, end, box.y1}, x, baseline, size, 0});
        x = end;
    }
}

} // namespace

std::size_t put_words(GlyphPage& page, std::span<const PageWord> words, std::size_t most) {
    page.glyphs.clear();
    page.source = PageSource::recognized;
    std::size_t left_out = 0;
    for (const PageWord& word : words) {
        const std::u32string text = decoded(word.text);
        // a part of a figure would be another figure
        if (left_out > 0 || text.size() > most - page.glyphs.size())
            left_out += text.size();
        else
            put_word(page, text, word.box);
    }
    return left_out;
}

} // namespace yanbao::layout
