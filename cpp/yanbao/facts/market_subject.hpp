#pragma once

#include "yanbao/facts/market_tokens.hpp"

#include <optional>
#include <span>
#include <string>

namespace yanbao::facts {

/// An index or sector that prose speaks of.
struct MarketSubject {
    std::string name; ///< without "index", "sector"; classifications by one name
    bool index = false;
    bool known = false; ///< made of names that the lexicon has, or of the report's own sector
    text::Range range;
};

/// Reads subjects from tokens, and knows the report's own sector: its name under the one classification that the
/// report prints with it, whatever a sentence calls it.
class MarketSubjects {
  public:
    MarketSubjects(const Context& context, std::string_view own_sector);

    /// The report's own sector, where it is known.
    const std::optional<MarketSubject>& own() const noexcept { return own_; }
    /// The subject that the tokens name; they are names, classifications, suffixes and unknown text without gaps.
    std::optional<MarketSubject> read(std::span<const Token> tokens) const;
    /// "The sector", "the index" without a name.
    static bool is_bare(std::span<const Token> tokens);

  private:
    std::u32string without_suffix(std::u32string_view name) const;
    bool is_own(std::u32string_view name) const;
    bool is_index_word(const Token& suffix) const;

    const Context& context_;
    std::optional<lexicon::CategoryId> names_;
    std::vector<std::u32string> suffixes_;
    std::u32string own_folded_;
    std::optional<MarketSubject> own_;
};

} // namespace yanbao::facts
