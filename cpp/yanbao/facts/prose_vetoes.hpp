#pragma once
// Figures of the company in a sentence that are no forecast of the report's, or none at today's price.

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/prose_mentions.hpp"

namespace yanbao::facts {

class ProseVetoes {
  public:
    explicit ProseVetoes(const Context& context)
        : c_(context), expects_(context, "expects_word"), commitments_(context, "commitment_word"),
          prices_(context, "price_label") {}

    /// What a company must reach for its shares to vest, or a seller has promised; the first figure stands at `value`.
    bool is_commitment(const Mention& m, std::uint32_t sentence, std::uint32_t value) const;
    /// A multiple of the target price.
    bool is_at_target(const Mention& m, std::uint32_t sentence) const;

  private:
    const Context& c_;
    Words expects_, commitments_, prices_;
};

} // namespace yanbao::facts
