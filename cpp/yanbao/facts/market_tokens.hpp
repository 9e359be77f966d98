#pragma once
// The prose of the market as words of its own: what moves, how far, over which days.

#include "yanbao/facts/context.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

/// What a token is.  The names are the keys of the lexicon's category `market_term`, and the roles of `market_name`.
enum class Term : std::uint8_t {
    unknown,
    // names
    index,
    sector,
    classification,
    market,
    suffix,
    level,
    // moves and what they are held against
    up,
    down,
    move,
    above,
    below,
    excess,
    versus,
    rank,
    ordinal,
    superlative,
    // valuation
    pe,
    ttm,
    pe_ttm,
    low,
    high,
    mean,
    median,
    percentile,
    valuation,
    // breadth
    stock,
    flat,
    share,
    total,
    within,
    // grammar
    to,
    respectively,
    joint,
    of,
    as_of,
    above_figure,
    filler,
    // what rules a figure out: another measure, the broker's own picks
    other,
    own,
    window,
    history,
    number,
    comma,
    stop,
    open,
    close,
};

/// The term that a key of the category `market_term` stands for; `unknown` for windows and parts of them.
Term term_of(std::string_view key) noexcept;

/// What a number counts, by its unit.
enum class Dimension : std::uint8_t { plain, share, multiple, count, other };

struct Token {
    Term term = Term::unknown;
    Dimension dimension = Dimension::plain;
    bool printed_sign = false;
    bool lasting = false;   ///< window: this week, this year; holds until another is named
    text::Range range;      ///< of a number: sign and digits, without the unit
    lexicon::KeyId key = 0; ///< of the category `market_name`
    Measured value;
    std::string window;
};

/// Turns prose into tokens; holds the lexicon's keys resolved.
class MarketTokens {
  public:
    /// Nothing is known of the market where the lexicon lacks the categories.
    explicit MarketTokens(const Context& context);

    bool ready() const noexcept { return names_ && terms_; }
    /// Whether the text can hold a figure at all: a measure is named in it.
    bool speaks_of_market(text::Range r) const;
    std::vector<Token> read(text::Range r) const;

  private:
    friend class MarketScanner;
    const Context& context_;
    std::optional<lexicon::CategoryId> names_, terms_;
    std::vector<Term> name_roles_, term_kinds_; ///< by key
    std::vector<std::string> windows_;          ///< by key of `market_term`; empty: as printed
};

} // namespace yanbao::facts
