#pragma once
// Where a sentence names a metric of the report's own company, and whose figure of it the words announce.

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/prose_latin.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

struct Mention {
    std::uint32_t begin = 0, end = 0;
    std::string metric;
    std::string origin = "broker"; ///< or `consensus:Wind`, where the words before it say so
    bool previous = false;         ///< the forecast that another replaces
    bool of_part = false;          ///< of a part of the business, or of another company
    bool by_unit = false;          ///< the forecast as such: profit, or per share where the figures are
    bool loss = false;             ///< printed without its sign
    bool of_another = false;       ///< an English sentence names another company
};

class MetricMentions {
  public:
    MetricMentions(const Context& context, const Facts& facts);

    /// Metrics by their names, growth of the metric before it by a growth word, in order.
    std::vector<Mention> in(text::Range sentence) const;
    LatinSubjects& latin() noexcept { return latin_; }
    /// A consensus that the bracket behind a list names; empty where it names none.
    std::string origin_behind(std::uint32_t at, std::uint32_t end) const;

  private:
    /// Whether another company's name stands before the mention, with years and leads between them.
    bool is_of_another(const Mention& m, std::uint32_t clause) const;
    /// `clause` is where the mention's clause begins.
    bool is_of_part(const Mention& m, std::uint32_t clause) const;
    /// Whether a numbered label and a colon, (1) cloud:, name a part, and the company is not named since.
    bool is_attributable(const Mention& m) const;
    bool is_own_again(text::Range r) const;
    bool is_in_item(const Mention& m, text::Range sentence) const;
    std::uint32_t begin_of(const Words& words, std::uint32_t at, std::uint32_t begin) const;
    std::string consensus_in(text::Range r) const;
    void tell(Mention& m, text::Range before) const;

    const Context& c_;
    const layout::Document& d_;
    Words metrics_, growth_, forecasts_, losses_, whole_, parts_, leads_, subjects_, comparable_, previous_,
        notes_, expects_, vendors_, subsidiaries_, assumptions_;
    std::u32string house_; ///< that publishes the report, folded
    std::u32string name_;  ///< of the company, folded
    std::string ticker_;
    LatinSubjects latin_;
};

} // namespace yanbao::facts
