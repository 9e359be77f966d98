#pragma once
// The words of the field, as data: categories (metric, role, rating, ...) of keys (eps, pick, buy, ...) of words.
//
// JSON: {category: {key: [word, ...] or {"words": [word, ...], attribute: text or number, ...}}}
// Words are folded and lose white space; they match whatever their case, and a Latin word only between its own
// boundaries ("PE" is not in "APEC").

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::lexicon {

using CategoryId = std::uint16_t;
using KeyId = std::uint16_t;

/// A word of a category found in a text.
struct Hit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    KeyId key = 0;
};

/// Bit of a character's flags that says white space stands before it (set by the text stage).
constexpr std::uint8_t gap_before = 1;

class Lexicon {
  public:
    /// Throws ParseError where the JSON is malformed or a value has the wrong type.
    static Lexicon from_json(std::string_view json);
    /// A new lexicon: words are added to keys, attributes replaced, keys and categories created.
    Lexicon extended(std::string_view json) const;

    std::optional<CategoryId> find_category(std::string_view name) const noexcept;
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
    /// Words of a key as they were written.
    const std::vector<std::string>& words(CategoryId category, KeyId key) const;

    /// The key that has exactly this (folded) word.
    std::optional<KeyId> exact(CategoryId category, std::u32string_view word) const noexcept;
    /// Longest word of the category that starts at `at`; `flags` may be empty.
    std::optional<Hit> at(CategoryId category, std::u32string_view text, std::span<const std::uint8_t> flags,
                          std::size_t at) const noexcept;

    /// Every word of every category in one pass: per category the leftmost-longest hits, in order.
    std::vector<std::vector<Hit>> scan(std::u32string_view text, std::span<const std::uint8_t> flags) const;

    /// The JSON that would make this lexicon again, keys sorted.
    std::string to_json() const;

  private:
    struct Data;
    explicit Lexicon(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
    std::shared_ptr<const Data> data_;
};

} // namespace yanbao::lexicon
