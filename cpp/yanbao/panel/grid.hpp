#pragma once
// The cells of a panel: a row a session, a column a ticker, row by row.

#include "yanbao/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace yanbao::panel {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();
/// Bounds on what is asked for: rows and cells are numbered by int32.
inline constexpr std::size_t most_rows = 2'147'483'647, most_cells = 2'147'483'647;

/// Sessions are numbered from the panel's first, 0.  A fact known before it has a negative session and holds from
/// the first session on; one known at `sessions` or later is never seen.
struct Grid {
    std::int32_t sessions = 0, tickers = 0;

    std::size_t cells() const noexcept {
        return static_cast<std::size_t>(sessions) * static_cast<std::size_t>(tickers);
    }
    std::size_t cell(std::int32_t session, std::int32_t ticker) const noexcept {
        return static_cast<std::size_t>(session) * static_cast<std::size_t>(tickers) +
               static_cast<std::size_t>(ticker);
    }
    /// Throws InvalidValue for a negative size, LimitExceeded beyond `most_cells`.
    void check() const;
};

/// Throws ShapeMismatch naming `what` unless `found` is `expected`.
void require_size(std::string_view what, std::size_t expected, std::size_t found);

/// Throws LimitExceeded beyond `most_rows`, InvalidValue for a ticker that the grid has not.
void require_tickers(std::span<const std::int32_t> ticker, Grid grid);

} // namespace yanbao::panel
