#include "yanbao/layout/glyph_gutter.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace yanbao::layout {

namespace {

constexpr float least_width = 4.5F;            ///< points
constexpr float least_height = 24.0F;          ///< points
constexpr float least_without_prose = 40.0F;   ///< points: the lines of a table's header are fewer
constexpr std::size_t least_lines = 3;         ///< on either side
constexpr std::size_t most_candidates = 24;    ///< left and right edges each
constexpr std::size_t least_years = 3;         ///< of a header
constexpr std::size_t rows_of_labels = 2;      ///< below a header, that say where its labels stand
constexpr float widest_pitch_of_labels = 3.2F; ///< of the size
constexpr float edge_bin = 2.0F;               ///< points
constexpr float aligned = 0.15F;               ///< of the size: baselines that are the same row
constexpr float most_aligned = 0.6F; ///< of the shorter side's rows, where the sides are two columns
constexpr float all_aligned = 0.74F; ///< of a table's rows of figures: those of its header may have none
constexpr std::uint32_t least_chunks_of_row = 3, least_numbers_of_row = 2;
constexpr std::uint32_t least_of_prose = 12; ///< glyphs
constexpr float fill_of_prose = 0.72F;       ///< of its column

// One side of a gutter, line by line.
struct Side {
    struct Line {
        float y = 0, x0 = 0, x1 = 0, size = 0;
        std::uint32_t chunks = 0, numbers = 0, glyphs = 0,
                      letters = 0; ///< letters: glyphs that are in no figure
        ChunkKind first = ChunkKind::text;
    };
    std::vector<Line> lines;
    float x0 = 1e9F, x1 = -1e9F;

    void add(const Chunk& c) {
        if (lines.empty() || c.y - lines.back().y > aligned * c.size)
            lines.push_back({c.y, c.x0, c.x1, c.size, 0, 0, 0, 0, c.kind});
        Line& line = lines.back();
        if (c.x0 < line.x0) line.first = c.kind;
        line.x0 = std::min(line.x0, c.x0);
        line.x1 = std::max(line.x1, c.x1);
        ++line.chunks;
        line.numbers += c.kind == ChunkKind::number;
        line.glyphs += c.count;
        line.letters += c.kind == ChunkKind::text ? c.count : 0;
        x0 = std::min(x0, c.x0);
        x1 = std::max(x1, c.x1);
    }
    float height() const { return lines.empty() ? 0 : lines.back().y - lines.front().y; }

    float share_of_prose() const {
        std::size_t prose = 0;
        for (const Line& l : lines)
            prose += l.glyphs >= least_of_prose && 2 * l.letters > l.glyphs &&
                     l.x1 - l.x0 > fill_of_prose * (x1 - x0);
        return static_cast<float>(prose) / static_cast<float>(lines.size());
    }
    /// The scales of a chart are figures alone, and no column.
    bool says_something() const {
        const auto texts =
            std::count_if(lines.begin(), lines.end(), [](const Line& l) { return l.letters >= 2; });
        return static_cast<std::size_t>(texts) >= least_lines &&
               2 * static_cast<std::size_t>(texts) >= lines.size();
    }
    float share_of_labels() const {
        const auto labels = std::count_if(lines.begin(), lines.end(),
                                          [](const Line& l) { return l.first == ChunkKind::text; });
        return static_cast<float>(labels) / static_cast<float>(lines.size());
    }
};

class Finder {
  public:
    Finder(const ChunkPage& page, std::span<const std::uint32_t> region) : page_(page), region_(region) {
        find_lines();
        find_headers();
    }

    std::optional<Gutter> run() {
        std::optional<Gutter> best;
        for (const float from : candidates()) {
            const std::optional<Gutter> found = tallest_at(from);
            if (found && (!best || found->height > best->height)) best = found;
        }
        return best;
    }

  private:
    const Chunk& chunk(std::size_t i) const { return page_.chunks[region_[i]]; }

    // Left edges of a gutter: where many chunks end, or a little before where many start.
    std::vector<float> candidates() const {
        std::unordered_map<int, std::pair<int, float>> starts, ends;
        for (std::size_t i = 0; i < region_.size(); ++i) {
            const Chunk& c = chunk(i);
            auto& [n, least] = starts[static_cast<int>(std::floor(c.x0 / edge_bin))];
            least = n++ == 0 ? c.x0 : std::min(least, c.x0);
            auto& [m, most] = ends[static_cast<int>(std::floor(c.x1 / edge_bin))];
            most = m++ == 0 ? c.x1 : std::max(most, c.x1);
        }
        std::vector<float> out;
        for (const auto* edges : {&starts, &ends}) {
            std::vector<std::pair<int, float>> often;
            for (const auto& [bin, edge] : *edges)
                if (edge.first >= 2) often.push_back(edge);
            std::sort(often.begin(), often.end(), [](const auto& a, const auto& b) {
                return a.first != b.first ? a.first > b.first : a.second < b.second;
            });
            if (often.size() > most_candidates) often.resize(most_candidates);
            for (const auto& [n, x] : often) out.push_back(edges == &starts ? x - least_width : x);
        }
        return out;
    }

    // The tallest run of lines that leave [from, from + least_width] white, and no table's years on both sides.
    std::optional<Gutter> tallest_at(float from) const {
        constexpr float slack = 0.1F;
        const float left = from + slack, right = from + least_width - slack;
        std::optional<Gutter> best;
        std::size_t begin = 0;
        auto header = headers_.begin();
        for (std::size_t i = 0; i <= region_.size(); ++i) {
            while (header != headers_.end() && header->end <= i) ++header;
            bool parts_years = false; // one line may be the header of several tables
            for (auto at = header; at != headers_.end() && at->begin == i; ++at)
                parts_years = parts_years || (at->x0 <= left && right <= at->x1);
            const bool crosses = i < region_.size() && chunk(i).x0 < right && chunk(i).x1 > left;
            if (i < region_.size() && !crosses && !parts_years) continue;
            if (const auto found = judged(begin, line_begin(i), right - slack); found)
                if (!best || found->height > best->height) best = found;
            if (parts_years) i = header->end - 1;
            begin = std::max(begin, line_end(i));
        }
        return best;
    }
    // A line that crosses a gutter lies beside it with none of its chunks.
    std::size_t line_begin(std::size_t i) const { return i < lines_.size() ? lines_[i].first : i; }
    std::size_t line_end(std::size_t i) const { return i < lines_.size() ? lines_[i].second : i + 1; }

    void find_lines() {
        for (std::size_t i = 0; i < region_.size();) {
            const std::size_t begin = i;
            while (i < region_.size() && chunk(i).y - chunk(begin).y <= aligned * chunk(begin).size) ++i;
            lines_.resize(i, {begin, i});
        }
    }

    // Rows of a table's years, which grow from the left, and where they stand.
    void find_headers() {
        for (std::size_t i = 0; i < region_.size();) {
            std::vector<const Chunk*> years;
            const std::size_t begin = i;
            for (; i < region_.size() && chunk(i).y - chunk(begin).y <= aligned * chunk(begin).size; ++i)
                if (chunk(i).kind == ChunkKind::year) years.push_back(&chunk(i));
            std::sort(years.begin(), years.end(),
                      [](const Chunk* a, const Chunk* b) { return a->x0 < b->x0; });
            for (std::size_t from = 0; from < years.size();) {
                std::size_t to = from + 1;
                while (to < years.size() && year_of(page_, *years[to - 1]) < year_of(page_, *years[to])) ++to;
                if (to - from >= least_years)
                    headers_.push_back({begin, i, labels_before(*years[from], i), years[to - 1]->x1});
                from = to;
            }
        }
    }

    // Where the labels start whose figures stand below the first year, or the year itself: they are its table's.
    float labels_before(const Chunk& year, std::size_t below) const {
        float from = 0;
        for (std::size_t line = 0, i = below; line < rows_of_labels && i < region_.size(); ++line) {
            const Chunk *label = nullptr, *figure = nullptr;
            const float y = chunk(i).y;
            if (y - year.y > (static_cast<float>(line) + 1) * widest_pitch_of_labels * year.size) break;
            const std::size_t begin = i;
            for (; i < region_.size() && chunk(i).y - y <= aligned * chunk(i).size; ++i)
                if (chunk(i).kind == ChunkKind::number && chunk(i).x0 < year.x1 && chunk(i).x1 > year.x0)
                    figure = &chunk(i);
            for (std::size_t k = begin; figure != nullptr && k < i; ++k)
                if (chunk(k).kind == ChunkKind::text && chunk(k).x1 <= figure->x0 &&
                    (label == nullptr || chunk(k).x1 > label->x1))
                    label = &chunk(k);
            if (label == nullptr) return year.x0;
            from = std::max(from, label->x0);
        }
        return from > 0 ? std::min(from, year.x0) : year.x0;
    }

    std::optional<Gutter> judged(std::size_t begin, std::size_t end, float x) const {
        if (end < begin + 2 * least_lines) return std::nullopt;
        Side left, right;
        for (std::size_t i = begin; i < end; ++i) (chunk(i).x0 < x ? left : right).add(chunk(i));
        if (left.lines.size() < least_lines || right.lines.size() < least_lines) return std::nullopt;
        Gutter out{begin, end, x, std::min(left.height(), right.height()), false};
        if (out.height < least_height) return std::nullopt;
        if (years_come_twice(begin, end, x) && right.share_of_labels() >= 0.6F) {
            out.of_tables = true;
            return out;
        }
        if (!left.says_something() || !right.says_something()) return std::nullopt;
        const float prose_left = left.share_of_prose(), prose_right = right.share_of_prose();
        // codes and names fill their column as prose does, and have a row of figures beside each
        const bool one_row = prose_left > prose_right ? are_rows_of(left, right) : are_rows_of(right, left);
        const bool prose = std::min(prose_left, prose_right) >= 0.5F ||
                           (std::max(prose_left, prose_right) >= 0.65F && !one_row);
        if (prose || (out.height >= least_without_prose && share_aligned(left, right) <= most_aligned))
            return out;
        return std::nullopt;
    }

    // Whether each row of figures has a line of the other side beside it, or each line of the other side a row.
    static bool are_rows_of(const Side& names, const Side& figures) {
        std::size_t wide = 0, rows = 0, beside = 0, at = 0;
        for (const Side::Line& l : figures.lines) {
            wide += l.chunks >= least_chunks_of_row;
            if (l.numbers < least_numbers_of_row) continue;
            ++rows;
            while (at < names.lines.size() && names.lines[at].y < l.y - aligned * l.size) ++at;
            beside += at < names.lines.size() && names.lines[at].y <= l.y + aligned * l.size;
        }
        const auto nearly = [](std::size_t part, std::size_t of) {
            return static_cast<float>(part) >= all_aligned * static_cast<float>(of);
        };
        return (beside >= least_lines && nearly(beside, rows)) ||
               (2 * wide >= figures.lines.size() && share_aligned(names, figures) >= all_aligned);
    }

    // Lines of the shorter side that have one of the other beside them.
    static float share_aligned(const Side& a, const Side& b) {
        const Side& few = a.lines.size() <= b.lines.size() ? a : b;
        const Side& many = &few == &a ? b : a;
        std::size_t beside = 0, at = 0;
        for (const Side::Line& l : few.lines) {
            while (at < many.lines.size() && many.lines[at].y < l.y - aligned * l.size) ++at;
            beside += at < many.lines.size() && many.lines[at].y <= l.y + aligned * l.size;
        }
        return static_cast<float>(beside) / static_cast<float>(few.lines.size());
    }

    // A line that ends in years on the left, and starts with a title and the same years on the right.
    bool years_come_twice(std::size_t begin, std::size_t end, float x) const {
        for (std::size_t i = begin; i < end;) {
            std::vector<const Chunk*> left, right;
            const float y = chunk(i).y;
            for (; i < end && chunk(i).y - y <= 2 * aligned * chunk(i).size; ++i)
                (chunk(i).x0 < x ? left : right).push_back(&chunk(i));
            const auto from_left = [](const Chunk* a, const Chunk* b) { return a->x0 < b->x0; };
            std::sort(left.begin(), left.end(), from_left);
            std::sort(right.begin(), right.end(), from_left);
            if (left.size() < 2 || right.size() < 3 || right[0]->kind == ChunkKind::year) continue;
            std::size_t same = 0;
            while (same + 1 < right.size() && same < left.size() &&
                   is_same_year(*left[left.size() - 1 - same], *right[right.size() - 1 - same]))
                ++same;
            if (same >= 2 && same + 1 == right.size()) return true;
        }
        return false;
    }

    bool is_same_year(const Chunk& a, const Chunk& b) const {
        if (a.kind != ChunkKind::year || b.kind != ChunkKind::year || a.count != b.count) return false;
        for (std::uint32_t k = 0; k < a.count; ++k)
            if (page_.glyphs[a.first + k].cp != page_.glyphs[b.first + k].cp) return false;
        return true;
    }

    const ChunkPage& page_;
    std::span<const std::uint32_t> region_;
    struct Header {
        std::size_t begin, end; ///< of region_
        float x0, x1;
    };
    std::vector<Header> headers_;
    std::vector<std::pair<std::size_t, std::size_t>> lines_; ///< in which each of region_ stands
};

} // namespace

std::optional<Gutter> widest_gutter(const ChunkPage& page, std::span<const std::uint32_t> region) {
    return Finder(page, region).run();
}

} // namespace yanbao::layout
