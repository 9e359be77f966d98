#pragma once
// Characters that a scanner takes for each other in tickers.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::names::ocr {

/// The digit that a letter or sign is taken for, O for 0 first of all; nothing where it looks like none.
std::optional<char> digit_for(char seen) noexcept;
/// The capital letters that a digit or sign is taken for, likeliest first.
std::string_view letters_for(char seen) noexcept;

/// Every reading of `seen` as capital letters, likeliest first; at most `most`.
std::vector<std::string> as_letters(std::string_view seen, std::size_t most);
/// The reading of `seen` as digits; nothing where a character looks like none.
std::optional<std::string> as_digits(std::string_view seen);

/// How many characters of two codes of equal length differ; one too many or too few counts as one as well.
/// Nothing where they differ in more.
std::optional<int> wrong_characters(std::string_view seen, std::string_view meant) noexcept;

} // namespace yanbao::names::ocr
