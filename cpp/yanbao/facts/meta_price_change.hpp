#pragma once

#include "yanbao/facts/meta_words.hpp"

namespace yanbao::facts {

/// What is said of a price that is replaced by another.
class PriceChange {
  public:
    explicit PriceChange(const Context& context)
        : a_(context.document.atoms), from_(context, "revised_from"), to_(context, "revised_to"),
          actions_(context, "price_action"), versions_(context, "price_version") {}

    /// Old TP, TP (old): the label itself says that its price is no longer meant.
    bool is_of_old(text::Range label, text::Range line) const;
    /// Old, new or none of both: of a cell of a header, or of what stands in brackets or alone at `at`.
    std::string_view version_at(std::uint32_t at, std::uint32_t end) const;
    std::string_view version_in(text::Range r) const;

    /// Where the price behind a label begins: from 10 dollars down to 8, raised by 10 % to 8; the second is the price.
    std::uint32_t begin_of_price(std::uint32_t at, std::uint32_t end) const;
    std::uint32_t past_colon(std::uint32_t at, std::uint32_t end) const;

    /// Where the price begins that replaces the one which ends at `at`: 100 -> 120, 100 raised to 120, 100 (old) / 120.
    /// Nothing where none does.
    std::optional<std::uint32_t> replaced_at(std::uint32_t at, std::uint32_t end) const;

  private:
    std::optional<std::uint32_t> past_arrow(std::uint32_t at, std::uint32_t end) const;

    const text::Atoms& a_;
    Words from_, to_, actions_, versions_;
};

} // namespace yanbao::facts
