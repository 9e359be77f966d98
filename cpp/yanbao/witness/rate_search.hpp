#pragma once
// Finding one exchange rate among the rows that might share it.

#include "yanbao/witness/rates.hpp"

#include <cstdint>
#include <span>

namespace yanbao::witness {

/// A row as the search sees it.
struct Witness {
    Interval k;
    std::uint32_t owner = 0; ///< of its ticker
    bool american = false, per_ads = false;
    bool depositary() const noexcept { return american && !per_ads; }
};

/// Part of the narrower of the two that both hold; 0 where they are apart, 1 where one lies within the other.
double fit(Interval k, Interval candidate) noexcept;

/// A row's k if the shares of a depositary share are `ratio`.
inline Interval over_ads(Interval rate, double ratio) noexcept {
    return {rate.low / ratio, rate.high / ratio};
}

/// The rates that explain the most tickers, at least `settings.witnesses` of which agree on it without any
/// ratio: one where the rows settle it, several where they do not, none where too few agree.  Rows that a
/// footnote ties to the rate itself outweigh others.
std::vector<Rate> find_rates(std::span<const Witness> rows, const Rate& pair, const RatioSettings& settings);

} // namespace yanbao::witness
