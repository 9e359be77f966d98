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

/// Which cells satisfy a condition, written to `truth`, one a cell; what each term did, in the order of the program.
/// `workers` threads share the work, 0 as many as the machine has; they change nothing in the result.  Throws
/// InvalidValue where the program is a number, and what Panel::check throws.
std::vector<TermCounts> screen(const Program& program, const Panel& panel, std::span<Truth> truth,
                               unsigned workers = 1);

struct Screened {
    std::vector<Truth> truth; ///< one a cell
    std::vector<TermCounts> terms;
};

Screened screen(const Program& program, const Panel& panel, unsigned workers = 1);

/// Which cells say yes alone, 1 or 0 each.
std::vector<TermCounts> passes(const Program& program, const Panel& panel, std::span<std::uint8_t> passed,
                               unsigned workers = 1);

/// Where the numbers of a program go, one a cell.  NaN: none; a value that may be missing has an infinite bound.
/// `low` and `high` are both empty where bounds are not asked for.
struct Numbering {
    std::span<double> value, low, high;
};

/// What a program that is a number comes to.  Throws InvalidValue where it is a condition.
void compute(const Program& program, const Panel& panel, const Numbering& out, unsigned workers = 1);

struct Computed {
    std::vector<double> value, low, high;
};

Computed compute(const Program& program, const Panel& panel, unsigned workers = 1);

} // namespace yanbao::screen
