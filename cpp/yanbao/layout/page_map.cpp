#include "yanbao/layout/page_map.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr std::size_t run_length = 64;

void cover(Box& box, const Box& more) noexcept {
    box.x0 = std::min(box.x0, more.x0);
    box.y0 = std::min(box.y0, more.y0);
    box.x1 = std::max(box.x1, more.x1);
    box.y1 = std::max(box.y1, more.y1);
}

} // namespace

void PageMap::add(std::uint32_t byte, std::uint32_t page, const Box& box) {
    if (glyphs_.size() % run_length == 0) runs_.push_back({page, box});
    runs_.back().last_page = page;
    cover(runs_.back().box, box);
    glyphs_.push_back({byte, page, box});
}

std::optional<PagePlace> PageMap::place_of(Span span) const noexcept {
    const auto from = std::lower_bound(glyphs_.begin(), glyphs_.end(), span.start,
                                       [](const Placed& g, std::uint32_t byte) { return g.byte < byte; });
    const auto to = std::lower_bound(from, glyphs_.end(), span.end,
                                     [](const Placed& g, std::uint32_t byte) { return g.byte < byte; });
    if (from == to) return std::nullopt;
    PagePlace out{from->page, from->box};
    auto at = static_cast<std::size_t>(from - glyphs_.begin());
    const auto end = static_cast<std::size_t>(to - glyphs_.begin());
    while (at < end) {
        const bool whole_run = at % run_length == 0 && at + run_length <= end;
        if (whole_run && runs_[at / run_length].last_page == out.page) {
            cover(out.box, runs_[at / run_length].box);
            at += run_length;
            continue;
        }
        if (glyphs_[at].page != out.page) break;
        cover(out.box, glyphs_[at++].box);
    }
    return out;
}

} // namespace yanbao::layout
