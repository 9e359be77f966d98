#pragma once
// A factor's cells, dates x names row by row, against what was earned after them.  Each date is on its own, so that
// nothing of another one can enter it.

#include "yanbao/backtest/buckets.hpp"
#include "yanbao/backtest/residuals.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::backtest::factor {

struct Cells {
    std::size_t dates = 0, names = 0;

    std::size_t size() const noexcept { return dates * names; }
    /// One date's part of an array of all cells.
    template<class T>
    std::span<T> row(std::span<T> all, std::size_t date) const {
        return all.subspan(date * names, names);
    }
    /// Throws ShapeMismatch naming `what` for another number of cells.
    void require(const char* what, std::size_t found) const;
};

enum class Clip : std::uint8_t { none, mad, shares };

struct Treatment {
    Clip clip = Clip::none;
    double bound = 0.0; ///< width in deviations, or share at each end
    bool residuals = false;
    Exposures on; ///< of all cells
};

/// Clipped, then what the exposures leave; NaN where a cell has no value or lacks an exposure.
std::vector<double> treated(std::span<const double> values, Cells cells, const Treatment& treatment);

/// Buckets from 1 on, 0 for none; none at all on a date with fewer than `least` values.
std::vector<std::int32_t> bucketed(std::span<const double> values, Cells cells, const Buckets& buckets,
                                   std::size_t least);

struct Coefficients {
    std::vector<double> pearson, rank; ///< dates x groups
    std::vector<std::int32_t> names;   ///< that have both a value and a return
};

/// Correlations of values with returns on each date, within each of `groups` groups where `group` is not empty (codes
/// from 0 on, -1 for none).  NaN for fewer than `least` names.
Coefficients coefficients(std::span<const double> values, std::span<const double> returns, Cells cells,
                          std::span<const std::int32_t> group, std::size_t groups, std::size_t least);

/// Spearman's of each date's values with those of the date that `earlier` names, over names that are on both; NaN
/// where it names none (-1).
std::vector<double> rank_autocorrelation(std::span<const double> values, Cells cells,
                                         std::span<const std::int32_t> earlier, std::size_t least);

} // namespace yanbao::backtest::factor
