#pragma once
// A member of a list of companies: its name, what the text calls it, and which security it is.

#include "yanbao/facts/context.hpp"
#include "yanbao/facts/theme_words.hpp"

#include <functional>

namespace yanbao::facts {

enum class Standing : std::uint8_t {
    none,   ///< no company
    likely, ///< reads like a company, and no listed security has that name
    known,
};

struct Company {
    Standing standing = Standing::none;
    text::Range name, rest; ///< `rest`: the second part of a name that something cuts
    text::Range descriptor;
    text::Range printed_ticker;
    std::string ticker;                             ///< empty where the name is unknown or could be several
    std::vector<const names::Security*> candidates; ///< more than one: ambiguous
    bool whole = false;                             ///< the name is all of its chunk
    bool marked = false;  ///< bold type or a standing word parts it from its descriptor
    bool owner = false;   ///< something of its own stands behind the name
    bool typical = false; ///< an unknown name that ends as names of companies do
};

inline bool is_known(const Company& company) noexcept { return company.standing == Standing::known; }

/// The market that the text names before a list: `of Hong Kong A, B`.
enum class Market : std::uint8_t { unsaid, mainland, hong_kong, america };
Market market_of(const Ticker& ticker);

/// A part of a list between commas: its words and the bracket behind them.
struct Chunk {
    text::Range words;
    text::Range bracket; ///< what stands inside; empty where there is none
    bool joined = false; ///< a plus ties it to the chunk before
    bool paused = false; ///< an enumeration comma stands before it
};

/// Reads the companies of chunks, as of a day.
class CompanyReader {
  public:
    CompanyReader(const Context& context, const ThemeWords& words, const Facts& facts);

    /// The companies of one chunk, in order: several where `and` or a plus joins them.  Empty: none.
    /// `market` is the one said so far, and is set where this chunk says one.
    std::vector<Company> read(const Chunk& chunk, Market& market) const;
    /// Whether one of them is known, stands alone or apart from its words, and is no common word.
    bool names_company(const Chunk& chunk, Market& market) const;
    /// Whether the words are the name of one security and nothing else.
    bool is_name(text::Range words) const;
    /// A name that nobody need know, where the bracket behind it prints its ticker.
    std::optional<Company> of_ticker(text::Range name, text::Range bracket) const;
    /// A name that something cuts in two.
    std::optional<Company> joined(text::Range head, text::Range tail) const;

  private:
    text::Range words_of(const Chunk& chunk, Market& market) const;
    void split(text::Range words, Market market, std::vector<Company>& into) const;
    bool split_tail(text::Range words, Market market, std::vector<Company>& into) const;
    bool split_bold(text::Range words, Market market, std::vector<Company>& into) const;
    bool split_head(text::Range words, Market market, const std::function<bool(std::uint32_t)>& ends,
                    std::vector<Company>& into) const;
    bool split_owner(text::Range words, Market market, std::vector<Company>& into) const;
    bool split_line(text::Range words, Market market, std::vector<Company>& into) const;
    void split_unknown(text::Range words, std::vector<Company>& into) const;
    bool is_descriptor(text::Range head) const;
    bool tells_apart(text::Range name, text::Range descriptor) const;
    bool is_quoted(text::Range head) const;
    bool reads_like_company(text::Range name) const;
    std::uint32_t bold_tail(text::Range words) const;
    text::Range cleaned_descriptor(text::Range head) const;
    text::Range without_market(text::Range words, Market& market) const;
    void resolve(Company& company, Market market, std::vector<const names::Security*> candidates) const;
    void resolve_by_ticker(Company& company, text::Range bracket) const;

    const Context& c_;
    const ThemeWords& w_;
    const text::Atoms& a_;
    std::optional<Date> on_;
    const Facts& facts_;
};

} // namespace yanbao::facts
