#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbao {

/// What a printed year stands for: actual, estimate, most recent quarter, trailing twelve months.
enum class Basis : std::uint8_t { unprinted, actual, estimate, mrq, ttm };

/// `A`, `E`, `MRQ`, `TTM`; empty where nothing is printed.
constexpr std::string_view code(Basis basis) noexcept {
    switch (basis) {
    case Basis::actual: return "A";
    case Basis::estimate: return "E";
    case Basis::mrq: return "MRQ";
    case Basis::ttm: return "TTM";
    case Basis::unprinted: break;
    }
    return "";
}

/// The month of a year over two calendar years (2023/24), which says no month.
constexpr std::int8_t split_year_end = -1;

/// The year (as printed) and basis that a figure belongs to; MRQ and TTM have no year.
struct FiscalPeriod {
    std::optional<std::int32_t> year;
    Basis basis = Basis::unprinted;
    std::int8_t end_month =
        0; ///< that the label prints (Mar-24A), or `split_year_end`; 0: nothing is printed

    friend bool operator==(const FiscalPeriod&, const FiscalPeriod&) = default;
};

} // namespace yanbao
