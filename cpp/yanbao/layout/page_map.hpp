#pragma once
// Where the bytes of a text that the layout wrote are printed on which page.

#include "yanbao/base/span.hpp"
#include "yanbao/layout/page_box.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace yanbao::layout {

struct PagePlace {
    std::uint32_t page = 0; ///< from 1
    Box box;
};

/// Empty for a text that came without pages.
class PageMap {
  public:
    /// `byte` grows from call to call; it is where the glyph's character starts.
    void add(std::uint32_t byte, std::uint32_t page, const Box& box);
    bool empty() const noexcept { return glyphs_.empty(); }
    /// The page on which the span begins and the box of what it prints there.
    std::optional<PagePlace> place_of(Span span) const noexcept;

  private:
    struct Placed {
        std::uint32_t byte = 0, page = 0;
        Box box;
    };
    /// What 64 glyphs cover, so that a whole table costs little.
    struct Run {
        std::uint32_t last_page = 0;
        Box box;
    };
    std::vector<Placed> glyphs_;
    std::vector<Run> runs_;
};

} // namespace yanbao::layout
