#pragma once

#include "yanbao/facts/meta_cover.hpp"

#include <vector>

namespace yanbao::facts {

/// A rating on the cover: 行业评级：推荐, 买入（维持）, 超配·维持评级, 强于大市|维持.
struct PrintedRating {
    const CoverLine* line = nullptr;
    text::Range rating;
    text::Range action;                       ///< empty where none is printed
    text::Range label;                        ///< what introduces it; empty where nothing does
    bool of_sector = false, of_stock = false; ///< as its label says
    int strength = 0;                         ///< 3 with a label, 2 with an action, 1 alone on its line
};

/// In order; ratings in prose and former ratings are left out.
std::vector<PrintedRating> printed_ratings(const Context& context, const Cover& cover);

} // namespace yanbao::facts
