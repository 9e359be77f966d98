#pragma once

#include "yanbao/base/ticker.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace yanbao::names {

/// Securities by the code of their ticker.  It looks into the tickers that it was given: they stay where they
/// are.
class CodeIndex {
  public:
    static constexpr std::uint32_t none = UINT32_MAX;

    void reserve(std::size_t tickers);
    /// Takes the next number, from 0; false where a security of the same ticker is there already.
    bool add(const Ticker& ticker);
    /// The first one of the same security; American exchanges are one here.
    std::uint32_t find(const Ticker& ticker) const noexcept;
    /// The first one of this code, and whether securities of other exchanges share it.
    struct OfCode {
        std::uint32_t first = none;
        bool shared = false;
    };
    OfCode of_code(std::string_view code) const noexcept;

  private:
    std::size_t slot_of(std::string_view code) const noexcept;
    void grow(std::size_t slots);

    std::vector<const Ticker*> tickers_;
    std::vector<std::uint32_t> next_;  ///< another one of the same code
    std::vector<std::uint32_t> slots_; ///< first one of a code
    std::size_t used_ = 0;
};

} // namespace yanbao::names
