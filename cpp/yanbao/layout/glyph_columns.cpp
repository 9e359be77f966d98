#include "yanbao/layout/glyph_columns.hpp"

#include "yanbao/layout/glyph_gutter.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr int deepest = 10;
constexpr float narrow = 0.62F; ///< of the other column: a side bar, which is read behind it

class Cutter {
  public:
    explicit Cutter(const ChunkPage& page) : page_(page) {}

    std::vector<Region> run() {
        Region all(page_.chunks.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
        cut(std::move(all), 0);
        return std::move(out_);
    }

  private:
    void cut(Region region, int depth) {
        if (region.empty()) return;
        const std::optional<Gutter> gutter = depth < deepest ? widest_gutter(page_, region) : std::nullopt;
        if (!gutter) {
            out_.push_back(std::move(region));
            return;
        }
        Region left, right;
        for (std::size_t i = gutter->begin; i < gutter->end; ++i)
            (page_.chunks[region[i]].x0 < gutter->x ? left : right).push_back(region[i]);
        const auto at = [&](std::size_t i) { return region.begin() + static_cast<std::ptrdiff_t>(i); };
        const Region below(at(gutter->end), region.end());
        cut(Region(region.begin(), at(gutter->begin)), depth + 1);
        const bool side_bar_first = width(left) < narrow * width(right) && !gutter->of_tables;
        cut(side_bar_first ? right : left, depth + 1);
        cut(side_bar_first ? left : right, depth + 1);
        cut(below, depth + 1);
    }

    float width(const Region& region) const {
        float from = page_.chunks[region[0]].x0, to = from;
        for (const std::uint32_t i : region) {
            from = std::min(from, page_.chunks[i].x0);
            to = std::max(to, page_.chunks[i].x1);
        }
        return to - from;
    }

    const ChunkPage& page_;
    std::vector<Region> out_;
};

} // namespace

std::vector<Region> regions_of(const ChunkPage& page) { return Cutter(page).run(); }

} // namespace yanbao::layout
