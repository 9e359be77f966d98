#pragma once

#include "yanbao/screen/panel.hpp"
#include "yanbao/screen/program.hpp"

namespace yanbao::screen {

/// What one of the terms that `both` joins did to the cells.
struct TermCounts {
    std::size_t first = 0, last = 0; ///< its steps in the program
    std::size_t yes = 0, no = 0;
    std::size_t unknown = 0; ///< cells without a figure that it needs
    std::size_t alone = 0;   ///< cells that it alone keeps out: every other term says yes
};

struct Screened {
    std::vector<Truth> truth;      ///< one a cell
    std::vector<TermCounts> terms; ///< in the order of the program
};

/// Which cells satisfy a condition.  Throws InvalidValue where the program is a number, and what Panel::check
/// throws.
Screened screen(const Program& program, const Panel& panel);

struct Computed {
    std::vector<double> value, low, high; ///< NaN: none.  A value that may be missing has an infinite bound.
};

/// What a program that is a number comes to.  Throws InvalidValue where it is a condition.
Computed compute(const Program& program, const Panel& panel);

} // namespace yanbao::screen
