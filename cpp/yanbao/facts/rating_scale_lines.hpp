#pragma once
// Where a report defines its ratings: labels, the clauses that define them, and the lines around them.

#include "yanbao/facts/rating_scale_bounds.hpp"

#include <vector>

namespace yanbao::facts {

enum class ScaleScope : std::uint8_t { unsaid, stock, sector, bond };

/// A rating and what the scale says of it.
struct ScaleLine {
    std::uint32_t block = 0;
    text::Range label; ///< empty where it cannot be read
    text::Range clause;
    lexicon::KeyId key = 0;
    ScaleBounds bounds;
    ScaleScope row_scope = ScaleScope::unsaid; ///< of the other cells of its row
};

/// Text beside the definitions: horizon, benchmark, whether stocks or sectors are meant.
struct ScaleRemark {
    std::uint32_t block = 0;
    text::Range range;
    bool title = false; ///< stands alone on its line
};

struct ScaleText {
    std::vector<ScaleLine> lines;
    std::vector<ScaleRemark> remarks; ///< near them, in order
};

ScaleText find_scale(const Context& context);

} // namespace yanbao::facts
