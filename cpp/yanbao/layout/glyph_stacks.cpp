#include "yanbao/layout/glyph_stacks.hpp"

#include <algorithm>
#include <span>

namespace yanbao::layout {

namespace {

constexpr std::size_t least_of_stack = 4;   ///< characters
constexpr float one_above_the_other = 0.4F; ///< of the size
constexpr float widest_stack_pitch = 4.0F;  ///< of the size
constexpr char32_t first_wide_of_stack = 0x2E80;
constexpr std::size_t most_looks = 32; ///< each is at the whole page

class StackFinder {
  public:
    explicit StackFinder(ChunkPage& page) : page_(page), taken_(page.chunks.size(), false) {}

    void run() {
        std::vector<std::uint32_t> lone;
        for (std::uint32_t i = 0; i < page_.chunks.size(); ++i)
            if (page_.chunks[i].count == 1 && page_.glyphs[page_.chunks[i].first].cp >= first_wide_of_stack)
                lone.push_back(i);
        std::stable_sort(lone.begin(), lone.end(), [&](auto a, auto b) { return at(a).x0 < at(b).x0; });
        for (std::size_t from = 0; from < lone.size();) {
            std::size_t to = from + 1;
            while (to < lone.size() &&
                   at(lone[to]).x0 - at(lone[from]).x0 < one_above_the_other * at(lone[from]).size)
                ++to;
            column({lone.begin() + static_cast<std::ptrdiff_t>(from),
                    lone.begin() + static_cast<std::ptrdiff_t>(to)});
            from = to;
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < page_.chunks.size(); ++i)
            if (!taken_[i]) page_.chunks[kept++] = page_.chunks[i];
        page_.chunks.resize(kept);
    }

  private:
    const Chunk& at(std::uint32_t i) const { return page_.chunks[i]; }

    void column(std::vector<std::uint32_t> lone) {
        std::sort(lone.begin(), lone.end()); // chunks go from the top down
        for (std::size_t from = 0; from < lone.size();) {
            std::size_t to = from + 1;
            while (to < lone.size() &&
                   at(lone[to]).y - at(lone[to - 1]).y < widest_stack_pitch * at(lone[to]).size)
                ++to;
            if (to - from >= least_of_stack && looks_++ < most_looks)
                stack(std::span<const std::uint32_t>(lone).subspan(from, to - from));
            from = to;
        }
    }

    void stack(std::span<const std::uint32_t> lone) {
        const Chunk &first = at(lone.front()), &last = at(lone.back());
        bool left = false, right = false;
        for (std::uint32_t i = 0; i < page_.chunks.size(); ++i) {
            const Chunk& c = at(i);
            if (taken_[i] || c.y < first.y - first.size || c.y > last.y + last.size) continue;
            left = left || c.x1 < first.x0 - first.size;
            right = right || c.x0 > first.x1 + first.size;
        }
        if (left && right) return; // a column of a table
        Chunk out = first;
        out.first = static_cast<std::uint32_t>(page_.glyphs.size());
        out.count = static_cast<std::uint32_t>(lone.size());
        for (const std::uint32_t i : lone) {
            const Upright glyph = page_.glyphs[at(i).first];
            page_.glyphs.push_back(glyph);
            taken_[i] = true;
        }
        page_.stacks.push_back(out);
    }

    ChunkPage& page_;
    std::vector<bool> taken_;
    std::size_t looks_ = 0;
};

} // namespace

void take_stacks(ChunkPage& page) { StackFinder(page).run(); }

} // namespace yanbao::layout
