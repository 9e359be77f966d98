#pragma once
// Numbers of lists as they stand in running prose: 1、 2. 3) (4) （五） 六、 ① 第一, 方向二: 三是

#include "yanbao/facts/theme_words.hpp"

namespace yanbao::facts {

/// From those of outer lists to those of inner ones, as reports use them.
enum class MarkForm : std::uint8_t {
    none,
    ordinal,          ///< a word and a numeral
    chinese,          ///< numeral with a pause
    chinese_brackets, ///< numeral in brackets
    pause,            ///< 1、
    dot,              ///< 1.
    closing,          ///< 1)
    brackets,         ///< (1)
    circled,
    bullet,
};

constexpr std::int32_t unknown_number = 0; ///< a number that recognition of characters has lost

struct ListMark {
    MarkForm form = MarkForm::none;
    std::int32_t number = -1;
    std::uint32_t end = 0; ///< atom behind it
    explicit operator bool() const { return form != MarkForm::none; }
};

class MarkReader {
  public:
    explicit MarkReader(const lexicon::Lexicon& lexicon);

    /// The number that starts at `at`; bullets are none.
    ListMark number_at(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end) const;
    /// The mark that a block begins with, bullets before a number taken off.
    ListMark of_block(const layout::Document& document, const layout::Block& block) const;

  private:
    ListMark ordinal_at(const text::Atoms& atoms, std::uint32_t at, std::uint32_t end) const;

    WordSet before_; ///< words before a numeral
    WordSet behind_; ///< and behind one
};

} // namespace yanbao::facts
