#include "yanbao/layout/glyph_chunks.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace yanbao::layout {

namespace {

// Parts of the font's size.
constexpr float same_baseline = 0.2F;
constexpr float gap_of_cells = 0.9F;
constexpr float gap_of_figures = 0.25F;    ///< two figures that do not touch are two cells
constexpr float gap_behind_figure = 0.45F; ///< a figure and the label of the next table
constexpr float gap_of_words = 0.16F;
constexpr float overlap = 0.45F;
constexpr std::size_t shortest_template_mark = 6; ///< glyphs
constexpr std::size_t reach_of_bracket = 16;      ///< glyphs
constexpr float overprint = 0.2F;                 ///< the same character drawn again to look bold

constexpr char32_t first_wide = 0x2E80; ///< Chinese characters and their punctuation

constexpr std::size_t longest_figure = 24;
constexpr std::size_t longest_years = 64; ///< of a header, glyphs

// 2 stands for the hyphen that a line break asks for; other control codes are characters that nobody named.
bool is_space(char32_t c) {
    return c == U' ' || c == 2 || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200B);
}

// What a damaged document places is no number, or far from any page.
bool is_placed(const Glyph& g) {
    const auto sound = [](float v) { return std::abs(v) < 1e6F; };
    return sound(g.box.x0) && sound(g.box.y0) && sound(g.box.x1) && sound(g.box.y1) && sound(g.x) &&
           sound(g.y) && sound(g.size) && sound(g.angle) && g.size > 0;
}

Upright turned(const Glyph& g, std::uint32_t source, int quarters, const GlyphPage& page) {
    switch (quarters) {
    case 1: return {g.cp, source, g.box.y0, g.box.y1, page.width - g.x, g.size};
    case 2: return {g.cp, source, page.width - g.box.x1, page.width - g.box.x0, page.height - g.y, g.size};
    case 3: return {g.cp, source, page.height - g.box.y1, page.height - g.box.y0, g.x, g.size};
    default: return {g.cp, source, g.box.x0, g.box.x1, g.y, g.size};
    }
}

bool is_figure_edge(char32_t c) {
    return lexicon::is_digit(c) || c == U'%' || c == U'(' || c == U')' || c == U'-' || c == U'+' || c == U'.';
}

class Chunker {
  public:
    Chunker(const GlyphPage& page, const lexicon::Lexicon& lexicon) : page_(page), lexicon_(lexicon) {}

    ChunkPage run() {
        gather();
        number_runs();
        drop_template_marks();
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Upright& a, const Upright& b) { return a.y < b.y; });
        out_.glyphs.reserve(found_.size());
        for (std::size_t at = 0; at < found_.size();) at = take_band(at);
        return std::move(out_);
    }

  private:
    // Upright is what most glyphs are.
    void gather() {
        std::array<std::size_t, 4> votes{};
        for (const Glyph& g : page_.glyphs)
            if (const int q = is_placed(g) && page_.shows(g) ? quarter_turns(g.angle) : -1; q >= 0)
                ++votes[static_cast<std::size_t>(q)];
        const auto most = static_cast<int>(std::max_element(votes.begin(), votes.end()) - votes.begin());
        for (std::uint32_t i = 0; i < page_.glyphs.size(); ++i) {
            const Glyph& g = page_.glyphs[i];
            if (!is_placed(g)) continue;
            if (!page_.shows(g))
                out_.outside += is_space(g.cp) ? 0 : 1;
            else if (quarter_turns(g.angle) != most)
                out_.turned += is_space(g.cp) ? 0 : 1;
            else
                found_.push_back(turned(g, i, most, page_));
        }
    }

    // A run is what the document prints without a jump.  Texts printed over each other are told apart by them.
    void number_runs() {
        for (std::size_t i = 0; i < found_.size(); ++i) {
            Upright& g = found_[i];
            if (i > 0) {
                const Upright& last = found_[i - 1];
                const float gap = g.x0 - last.x1;
                const bool goes_on = std::abs(g.y - last.y) <= same_baseline * g.size &&
                                     gap > -overlap * g.size && gap <= gap_of_cells * g.size;
                if (goes_on) {
                    g.run = last.run;
                    continue;
                }
            }
            g.run = static_cast<std::uint32_t>(run_starts_.size());
            run_starts_.push_back(g.x0);
        }
    }

    // [Table_Summary]: the name of a field of the writer's template, which no reader is meant to see.  Its brackets
    // may come a little apart from it, where it is printed over other text.
    void drop_template_marks() {
        std::vector<bool> gone(found_.size(), false);
        for (std::size_t i = 0; i < found_.size();) {
            const auto [end, is_mark] = word_at(i);
            if (is_mark) {
                const std::size_t open = find_bracket(i - std::min(i, reach_of_bracket), i, U'[');
                const std::size_t close =
                    find_bracket(end, std::min(found_.size(), end + reach_of_bracket), U']');
                if (open < found_.size() && close < found_.size()) {
                    gone[open] = gone[close] = true;
                    for (std::size_t k = i; k < end; ++k) gone[k] = true;
                    ++out_.template_marks;
                }
            }
            i = std::max(end, i + 1);
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < found_.size(); ++i)
            if (!gone[i]) found_[kept++] = found_[i];
        found_.resize(kept);
    }
    // Behind the letters, digits and underscores that start at a glyph, and whether they are such a name.
    std::pair<std::size_t, bool> word_at(std::size_t at) const {
        std::size_t end = at, underscores = 0;
        while (end < found_.size() && found_[end].run == found_[at].run) {
            const char32_t c = found_[end].cp;
            if (!lexicon::is_ascii_letter(c) && !lexicon::is_digit(c) && c != U'_') break;
            underscores += c == U'_';
            ++end;
        }
        return {end, underscores > 0 && end - at >= shortest_template_mark};
    }
    std::size_t find_bracket(std::size_t from, std::size_t to, char32_t bracket) const {
        for (std::size_t i = from; i < to; ++i)
            if (found_[i].cp == bracket) return i;
        return found_.size();
    }

    // Whether different texts of a band, which is sorted from the left, are printed over each other.
    bool has_overlaps(std::size_t at, std::size_t end) const {
        for (std::size_t i = at + 1; i < end; ++i) {
            const Upright &last = found_[i - 1], &g = found_[i];
            const bool over = g.x0 - last.x1 < -overlap * std::min(g.size, last.size) && g.run != last.run;
            if (over && last.cp != g.cp && !is_space(g.cp) && !is_space(last.cp)) return true;
        }
        return false;
    }

    // Glyphs of one baseline, wherever on the page.
    std::size_t take_band(std::size_t at) {
        std::size_t end = at + 1;
        while (end < found_.size() &&
               found_[end].y - found_[at].y <= same_baseline * std::min(found_[end].size, found_[at].size))
            ++end;
        std::stable_sort(found_.begin() + static_cast<std::ptrdiff_t>(at),
                         found_.begin() + static_cast<std::ptrdiff_t>(end),
                         [](const Upright& a, const Upright& b) { return a.x0 < b.x0; });
        if (has_overlaps(at, end))
            std::stable_sort(found_.begin() + static_cast<std::ptrdiff_t>(at),
                             found_.begin() + static_cast<std::ptrdiff_t>(end),
                             [&](const Upright& a, const Upright& b) {
                                 const float from = run_starts_[a.run], to = run_starts_[b.run];
                                 return from != to ? from < to : a.run < b.run;
                             });
        bool space = false, open = false;
        for (std::size_t i = at; i < end; ++i) {
            Upright& g = found_[i];
            if (is_space(g.cp)) {
                space = true;
                continue;
            }
            if (open && is_overprint(g)) continue;
            g.space_before = false;
            if (open && !starts_chunk(g)) {
                const float gap = g.x0 - out_.glyphs.back().x1;
                g.space_before = gap > gap_of_words * g.size || (space && gap > 0.05F * g.size);
                add(g);
            } else {
                close();
                start(g);
                open = true;
            }
            space = false;
        }
        close();
        return end;
    }

    bool is_overprint(const Upright& g) const {
        const Upright& last = out_.glyphs.back();
        return last.cp == g.cp && std::abs(g.x0 - last.x0) < overprint * g.size;
    }

    bool starts_chunk(const Upright& g) const {
        const Upright& last = out_.glyphs.back();
        const float gap = g.x0 - last.x1, em = std::max(g.size, last.size);
        if (gap > gap_of_cells * em || (gap < -overlap * em && g.run != last.run)) return true;
        const bool jumps =
            g.run != last.run && g.cp < first_wide; // printed elsewhere in the order of the page
        if (gap > gap_behind_figure * em && is_figure_edge(last.cp) && (g.cp >= first_wide || jumps))
            return true;
        return gap > gap_of_figures * em && is_figure_edge(last.cp) && is_figure_edge(g.cp);
    }

    void start(const Upright& g) {
        out_.chunks.push_back(
            {static_cast<std::uint32_t>(out_.glyphs.size()), 0, g.x0, g.x1, g.y, g.size, ChunkKind::text});
        add(g);
    }
    void add(const Upright& g) {
        Chunk& chunk = out_.chunks.back();
        chunk.x1 = std::max(chunk.x1, g.x1);
        chunk.size = std::max(chunk.size, g.size);
        ++chunk.count;
        out_.glyphs.push_back(g);
    }
    void close() {
        if (out_.chunks.empty()) return;
        Chunk& chunk = out_.chunks.back();
        if (chunk.count <= longest_figure) chunk.kind = kind_of(chunk.first, chunk.count);
        if (chunk.kind == ChunkKind::text && chunk.count <= longest_years) part_years();
    }
    ChunkKind kind_of(std::uint32_t first, std::uint32_t count) const {
        std::u32string text;
        for (std::uint32_t i = first; i < first + count; ++i) text += out_.glyphs[i].cp;
        return kind_of_cell(text, lexicon_);
    }

    // Years with a space between them are cells of a header, however narrow its columns are.
    void part_years() {
        const Chunk whole = out_.chunks.back();
        std::vector<Chunk> years;
        for (std::uint32_t i = whole.first; i < whole.first + whole.count; ++i) {
            const Upright& g = out_.glyphs[i];
            if (years.empty() || g.space_before)
                years.push_back({i, 0, g.x0, g.x1, whole.y, whole.size, ChunkKind::year});
            ++years.back().count;
            years.back().x1 = std::max(years.back().x1, g.x1);
        }
        const auto is_year = [&](const Chunk& c) { return kind_of(c.first, c.count) == ChunkKind::year; };
        if (years.size() < 2 || !std::all_of(years.begin(), years.end(), is_year)) return;
        for (const Chunk& year : years) out_.glyphs[year.first].space_before = false;
        out_.chunks.pop_back();
        out_.chunks.insert(out_.chunks.end(), years.begin(), years.end());
    }

    const GlyphPage& page_;
    const lexicon::Lexicon& lexicon_;
    std::vector<Upright> found_;
    std::vector<float> run_starts_;
    ChunkPage out_;
};

} // namespace

int year_of(const ChunkPage& page, const Chunk& chunk) noexcept {
    if (chunk.kind != ChunkKind::year) return -1;
    int last = -1, digits = 0;
    for (std::uint32_t k = chunk.first; k < chunk.first + chunk.count; ++k) {
        if (!lexicon::is_digit(page.glyphs[k].cp)) continue;
        const int digit = static_cast<int>(page.glyphs[k].cp - U'0');
        last = digits++ == 0 ? digit : (last * 10 + digit) % 100;
    }
    return last;
}

ChunkPage chunks_of(const GlyphPage& page, const lexicon::Lexicon& lexicon) {
    return Chunker(page, lexicon).run();
}

} // namespace yanbao::layout
