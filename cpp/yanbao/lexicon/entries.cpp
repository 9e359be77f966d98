#include "yanbao/lexicon/entries.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace yanbao::lexicon {

namespace {

constexpr std::size_t most_ids = std::numeric_limits<std::uint16_t>::max();

std::string spelling(std::string_view word) {
    std::u32string text = folded(word);
    for (char32_t& c : text) c = lower(c);
    return utf8(text);
}

} // namespace

Category& Entries::category(std::string_view name) {
    if (const auto found = ids.find(name); found != ids.end()) return categories[found->second];
    if (categories.size() == most_ids)
        throw LimitExceeded("lexicon categories", most_ids, categories.size() + 1);
    ids.emplace(name, static_cast<CategoryId>(categories.size()));
    return categories.emplace_back(Category{std::string(name), {}, {}});
}

Key& Entries::key(Category& category, std::string_view name) {
    if (const auto found = category.ids.find(name); found != category.ids.end())
        return category.keys[found->second];
    if (category.keys.size() == most_ids)
        throw LimitExceeded("lexicon keys of " + category.name, most_ids, category.keys.size() + 1);
    category.ids.emplace(name, static_cast<KeyId>(category.keys.size()));
    return category.keys.emplace_back(Key{std::string(name), {}, {}});
}

void merge(Entries& entries, const Entries& more) {
    for (const Category& from : more.categories) {
        Category& into = entries.category(from.name);
        std::unordered_map<std::string, std::string> owner; // spelling -> the key that has it now
        for (const Key& key : from.keys)
            for (const std::string& word : key.words) owner.emplace(spelling(word), key.name);
        for (Key& key : into.keys)
            std::erase_if(key.words, [&](const std::string& word) {
                const auto found = owner.find(spelling(word));
                return found != owner.end() && found->second != key.name;
            });
        for (const Key& key : from.keys) {
            Key& target = Entries::key(into, key.name);
            for (const auto& [name, value] : key.attributes) target.attributes.insert_or_assign(name, value);
            std::unordered_set<std::string> has;
            for (const std::string& word : target.words) has.insert(spelling(word));
            for (const std::string& word : key.words)
                if (has.insert(spelling(word)).second) target.words.push_back(word);
        }
    }
}

} // namespace yanbao::lexicon
