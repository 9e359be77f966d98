#pragma once
// The label of a row of figures by year: which metric it names, in which unit, and nothing that it does not say.

#include "yanbao/facts/cell_value.hpp"
#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/year_parts.hpp"

#include <vector>

namespace yanbao::facts {

enum class StatementSection : std::uint8_t { none, growth, cash_flow, other };

struct StatementLabel {
    std::string_view metric;   ///< of the lexicon; empty where the label is not wholly understood
    bool growth = false;       ///< growth of the row above: (+/-%), YoY
    bool attributable = false; ///< says whose profit it is
    bool per_ads = false;      ///< of a certificate, not of a share
    std::string_view listing;  ///< of a company's two, that the figures are of: PE (A), PE (H)
    bool plain_profit = false; ///< "net profit" and no more: with or without minorities
    std::optional<ColumnStory> story;
    StatementSection section = StatementSection::none; ///< the label is the title of a section
    FigureUnit unit;
    std::vector<std::string_view> currencies;
};

/// Labels are read word by word: what is neither the metric's name nor a unit, a year's habit or a known modifier makes the
/// label another thing's (interest income is no income, cost of sales no sales).
class StatementLabels {
  public:
    explicit StatementLabels(const Context& context);

    StatementLabel read(text::Range r) const;
    /// The section that a text names anywhere in it: a corner, a caption.
    StatementSection section_in(text::Range r) const;
    /// A row of a cash flow statement.
    bool is_cash_flow(text::Range r) const;
    bool is_attributable(text::Range r) const { return attributable_.any_in(r); }

  private:
    struct Walk;
    void bracket(text::Range inside, StatementLabel& label, Walk& walk) const;
    std::string_view listing_letter(char32_t c) const;
    bool step(std::uint32_t& at, std::uint32_t end, StatementLabel& label, Walk& walk) const;
    static StatementSection section_of(std::string_view key) noexcept;

    const Context& c_;
    const text::Atoms& a_;
    Words metrics_, growth_, attributable_, total_, modifiers_, leads_, sections_, cash_rows_, stories_,
        owners_, per_ads_, unit_links_, listings_;
    std::u32string_view mainland_, hong_kong_; ///< letters for the listings
};

} // namespace yanbao::facts
