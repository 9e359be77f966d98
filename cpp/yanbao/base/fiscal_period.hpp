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

/// The year (as printed) and basis that a figure belongs to; MRQ and TTM have no year.
struct FiscalPeriod {
    std::optional<std::int32_t> year;
    Basis basis = Basis::unprinted;

    friend bool operator==(const FiscalPeriod&, const FiscalPeriod&) = default;
};

} // namespace yanbao
