#pragma once
// The words of the field, as data: categories (metric, role, rating, ...) of keys (eps, pick, buy, ...) of
// words.
//
// JSON: {category: {key: [word, ...] or {"words": [word, ...], attribute: text or number, ...}}}
// Words are folded and lose white space; they match whatever their case.  An end of a word that is a Latin
// letter does not touch another letter ("PE" is not in "APEC"), one that is a digit no other digit (an index
// 50 is not in 500). Latin and digits may touch (EPS2023, 2023E, 50bp), but a Latin word does not stand
// between digits ("ps" in "8ps3"). A word has one key in a category.  A key with the attribute "scan": "no" is
// found by `at` and `exact` only: units and dashes, which mean something just where they are asked for.

#include "yanbao/lexicon/hits.hpp"
#include "yanbao/lexicon/shape.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::lexicon {

// Bits of a character's flags (set by the later stages) that part it from the one before.
constexpr std::uint8_t gap_before = 1;   ///< white space: ends a Latin word
constexpr std::uint8_t line_before = 4;  ///< a printed line starts: ends a Latin word as well
constexpr std::uint8_t wall_before = 16; ///< another cell or block starts: no word crosses it

/// Categories that are asked for cell by cell and number by number: found once.
struct CommonCategories {
    std::optional<CategoryId> unit, absent, rating, metric, column, growth_word, day_word, day_weekday;
};

class Lexicon {
  public:
    /// Throws ParseError where the JSON is malformed, a value has the wrong type or two keys of a category
    /// have the same word, LimitExceeded where it is too large.  Keys and categories keep the order of the
    /// file.
    static Lexicon from_json(std::string_view json);
    /// A new lexicon: words are added to keys (one that another key of the category has moves), attributes
    /// replaced, keys and categories created.
    Lexicon extended(std::string_view json) const;

    std::optional<CategoryId> find_category(std::string_view name) const noexcept;
    const CommonCategories& common() const noexcept;
    /// Throws UnknownName.
    CategoryId category(std::string_view name) const;
    std::size_t categories() const noexcept;
    const std::string& category_name(CategoryId category) const;

    std::size_t keys(CategoryId category) const noexcept;
    const std::string& key(CategoryId category, KeyId key) const;
    std::optional<KeyId> find_key(CategoryId category, std::string_view name) const noexcept;
    /// Attribute of a key; empty, or nothing, where it has none of that name.
    std::string_view text(CategoryId category, KeyId key, std::string_view attribute) const noexcept;
    std::optional<double> number(CategoryId category, KeyId key, std::string_view attribute) const noexcept;
    /// A text attribute folded, as `folded` would: single characters, mostly.
    std::u32string_view folded_text(CategoryId category, KeyId key,
                                    std::string_view attribute) const noexcept;
    /// Words of a key as they were written.
    const std::vector<std::string>& words(CategoryId category, KeyId key) const;

    /// The key that has exactly this (folded) word.
    std::optional<KeyId> exact(CategoryId category, std::u32string_view word) const noexcept;
    /// What its words look like, to say no before a search; throws UnknownName.
    const Shape& shape(CategoryId category) const;
    /// No word of the category that starts, or ends, with this character is longer; 0 where none does.
    std::size_t longest_starting(CategoryId category, char32_t first) const noexcept;
    std::size_t longest_ending(CategoryId category, char32_t last) const noexcept;
    /// Longest word of the category that starts at `at`; `flags` may be empty.
    std::optional<Hit> at(CategoryId category, std::u32string_view text, std::span<const std::uint8_t> flags,
                          std::size_t at) const noexcept;

    /// Every scanned word of every category in one pass: per category the leftmost-longest hits, in order.
    Hits scan(std::u32string_view text, std::span<const std::uint8_t> flags) const;

    /// The JSON that would make this lexicon again, keys sorted.
    std::string to_json() const;

  private:
    struct Data;
    explicit Lexicon(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
    std::shared_ptr<const Data> data_;
};

} // namespace yanbao::lexicon
