#pragma once

namespace yanbao::layout {

/// Points, origin at the top left of the page as it is shown.
struct Box {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    friend constexpr bool operator==(const Box&, const Box&) = default;
};

} // namespace yanbao::layout
