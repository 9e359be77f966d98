#pragma once
// Whose figures an English sentence gives: names are told by their capitals and by the words around them.

#include "yanbao/facts/meta_words.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

class LatinSubjects {
  public:
    LatinSubjects(const Context& context, const Facts& facts);

    /// Whether the name last said before a metric is another's: Alpha is expected to report an EPS of; for Alpha, we see.
    bool is_of_another(text::Range before) const;
    /// Whether one right behind it is: our EPS forecasts for Alpha; revenue of 3bn for Alpha.
    bool is_of_another_behind(text::Range behind) const;

    /// A sentence that begins with another's name and its ticker speaks for those behind it, up to the end of the block.
    void follow(text::Range sentence);
    void begin_block() noexcept { carried_ = false; }

  private:
    std::uint32_t past_bracket(std::uint32_t at, std::uint32_t end) const;
    text::Range name_at(std::uint32_t at, text::Range within) const;
    std::uint32_t word_end(std::uint32_t at, std::uint32_t end) const;
    bool starts_word(std::uint32_t at, std::uint32_t begin) const;
    bool is_lead_before(std::uint32_t at, text::Range within) const;
    bool is_own(text::Range name) const;

    const Context& c_;
    const text::Atoms& a_;
    Words verbs_, leads_, behind_, plain_, company_, metrics_;
    std::vector<std::u32string> own_; ///< names of the company and of the house, lower case
    bool carried_ = false;            ///< from a sentence before
};

} // namespace yanbao::facts
