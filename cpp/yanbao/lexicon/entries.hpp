#pragma once
// What a lexicon's JSON says, in its own order; the trie is built from it.

#include "yanbao/lexicon/lexicon.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace yanbao::lexicon {

using Attribute = std::variant<std::string, double>;

struct Key {
    std::string name;
    std::vector<std::string> words; ///< as written; those that fold alike are one
    std::map<std::string, Attribute, std::less<>> attributes;
};

struct Category {
    std::string name;
    std::vector<Key> keys; ///< in file order
    std::map<std::string, KeyId, std::less<>> ids;
};

/// Categories in file order.
struct Entries {
    std::vector<Category> categories;
    std::map<std::string, CategoryId, std::less<>> ids;

    /// The category of that name, made where there is none; throws LimitExceeded beyond what an id can count.
    Category& category(std::string_view name);
    static Key& key(Category& category, std::string_view name);
};

/// Adds `more` to `entries`: words are added to keys and attributes replaced; a word that stood in another
/// key of its category moves, since a word of a category has one key.
void merge(Entries& entries, const Entries& more);

/// Throws ParseError where the JSON is malformed, nested deeper than its format, names a key twice, gives two
/// keys of a category the same word, or has a value of the wrong type; LimitExceeded where it is too large.
Entries read_json(std::string_view json);
std::string write_json(const Entries& entries);

} // namespace yanbao::lexicon
