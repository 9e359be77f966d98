#include "yanbao/lexicon/lexicon.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/entries.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/lexicon/trie.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace yanbao::lexicon {

/// Never changes once made; copies of a lexicon share it.
struct Lexicon::Data {
    Entries entries;
    Trie trie;
    Trie scanned;              ///< without the words that would only swell the hits of a scan
    std::vector<Shape> shapes; ///< of the categories' words
    std::unordered_map<std::string_view, CategoryId> ids; ///< asked for by every rule in every document
    struct Named {
        std::string_view name;
        const Attribute* value;
        std::u32string folded; ///< of a text
    };
    /// By category and key, beside the entries: two or three are sooner read through than searched in a map.
    std::vector<std::vector<std::vector<Named>>> attributes;
    CommonCategories common;

    explicit Data(Entries from)
        : entries(std::move(from)), trie(words(entries, true)), scanned(words(entries, false)),
          shapes(shapes_of(entries)), ids(entries.ids.begin(), entries.ids.end()),
          attributes(attributes_of(entries)),
          common{id("unit"),   id("absent"),      id("rating"),   id("metric"),
                 id("column"), id("growth_word"), id("day_word"), id("day_weekday")} {}

    std::optional<CategoryId> id(std::string_view name) const noexcept {
        const auto found = ids.find(name);
        if (found == ids.end()) return std::nullopt;
        return found->second;
    }

    static bool is_scanned(const Key& key) {
        const auto found = key.attributes.find("scan");
        return found == key.attributes.end() || found->second != Attribute("no");
    }
    static std::vector<Trie::Word> words(const Entries& entries, bool all) {
        std::vector<Trie::Word> out;
        for (std::size_t c = 0; c < entries.categories.size(); ++c) {
            const std::vector<Key>& keys = entries.categories[c].keys;
            for (std::size_t k = 0; k < keys.size(); ++k) {
                if (!all && !is_scanned(keys[k])) continue;
                for (const std::string& word : keys[k].words) {
                    std::u32string text = folded(word);
                    for (char32_t& character : text) character = lower(character);
                    out.push_back({std::move(text), {static_cast<CategoryId>(c), static_cast<KeyId>(k)}});
                }
            }
        }
        return out;
    }
    static std::vector<Shape> shapes_of(const Entries& entries) {
        std::vector<Shape> out(entries.categories.size());
        for (std::size_t c = 0; c < out.size(); ++c)
            for (const Key& key : entries.categories[c].keys)
                for (const std::string& word : key.words) out[c].add(folded(word));
        return out;
    }
    static std::vector<std::vector<std::vector<Named>>> attributes_of(const Entries& entries) {
        std::vector<std::vector<std::vector<Named>>> out;
        for (const Category& category : entries.categories) {
            auto& keys = out.emplace_back();
            for (const Key& key : category.keys) {
                auto& named = keys.emplace_back();
                for (const auto& [name, value] : key.attributes) {
                    const auto* text = std::get_if<std::string>(&value);
                    named.push_back({name, &value, text ? folded(*text) : std::u32string()});
                }
            }
        }
        return out;
    }
    const Named* attribute(CategoryId category, KeyId key, std::string_view name) const noexcept {
        if (category >= attributes.size() || key >= attributes[category].size()) return nullptr;
        for (const Named& named : attributes[category][key])
            if (named.name == name) return &named;
        return nullptr;
    }
    const Key* find(CategoryId category, KeyId key) const noexcept {
        if (category >= entries.categories.size()) return nullptr;
        const Category& in = entries.categories[category];
        return key < in.keys.size() ? &in.keys[key] : nullptr;
    }
    const Category& at(CategoryId category) const {
        if (category >= entries.categories.size())
            throw UnknownName("lexicon category", std::to_string(category));
        return entries.categories[category];
    }
    const Key& at(CategoryId category, KeyId key) const {
        if (const Key* found = find(category, key)) return *found;
        throw UnknownName("key of lexicon category " + at(category).name, std::to_string(key));
    }
};

Lexicon Lexicon::from_json(std::string_view json) {
    return Lexicon(std::make_shared<const Data>(read_json(json)));
}

Lexicon Lexicon::extended(std::string_view json) const {
    Entries entries = data_->entries;
    merge(entries, read_json(json));
    return Lexicon(std::make_shared<const Data>(std::move(entries)));
}

std::string Lexicon::to_json() const { return write_json(data_->entries); }

std::optional<CategoryId> Lexicon::find_category(std::string_view name) const noexcept {
    return data_->id(name);
}

const CommonCategories& Lexicon::common() const noexcept { return data_->common; }

CategoryId Lexicon::category(std::string_view name) const {
    if (const auto found = find_category(name)) return *found;
    throw UnknownName("lexicon category", name);
}

std::size_t Lexicon::categories() const noexcept { return data_->entries.categories.size(); }
const std::string& Lexicon::category_name(CategoryId category) const { return data_->at(category).name; }

std::size_t Lexicon::keys(CategoryId category) const noexcept {
    return category < categories() ? data_->entries.categories[category].keys.size() : 0;
}

const std::string& Lexicon::key(CategoryId category, KeyId key) const {
    return data_->at(category, key).name;
}

std::optional<KeyId> Lexicon::find_key(CategoryId category, std::string_view name) const noexcept {
    if (category >= categories()) return std::nullopt;
    const auto& ids = data_->entries.categories[category].ids;
    const auto found = ids.find(name);
    if (found == ids.end()) return std::nullopt;
    return found->second;
}

std::string_view Lexicon::text(CategoryId category, KeyId key, std::string_view attribute) const noexcept {
    const auto* found = data_->attribute(category, key, attribute);
    const auto* value = found == nullptr ? nullptr : std::get_if<std::string>(found->value);
    return value == nullptr ? std::string_view{} : std::string_view(*value);
}

std::u32string_view Lexicon::folded_text(CategoryId category, KeyId key,
                                         std::string_view attribute) const noexcept {
    const auto* found = data_->attribute(category, key, attribute);
    return found == nullptr ? std::u32string_view{} : std::u32string_view(found->folded);
}

std::optional<double> Lexicon::number(CategoryId category, KeyId key,
                                      std::string_view attribute) const noexcept {
    const auto* found = data_->attribute(category, key, attribute);
    const auto* value = found == nullptr ? nullptr : std::get_if<double>(found->value);
    if (value == nullptr) return std::nullopt;
    return *value;
}

const std::vector<std::string>& Lexicon::words(CategoryId category, KeyId key) const {
    return data_->at(category, key).words;
}

namespace {
std::optional<KeyId> of(std::span<const Trie::Owner> owners, CategoryId category) noexcept {
    for (const Trie::Owner& owner : owners)
        if (owner.category == category) return owner.key;
    return std::nullopt;
}
} // namespace

std::optional<KeyId> Lexicon::exact(CategoryId category, std::u32string_view word) const noexcept {
    if (category >= data_->shapes.size() || !data_->shapes[category].may_be(word)) return std::nullopt;
    return of(data_->trie.exact(word), category);
}

const Shape& Lexicon::shape(CategoryId category) const {
    if (category >= data_->shapes.size()) throw UnknownName("lexicon category", std::to_string(category));
    return data_->shapes[category];
}

std::size_t Lexicon::longest_starting(CategoryId category, char32_t first) const noexcept {
    if (category >= data_->shapes.size() || !data_->shapes[category].may_start(first)) return 0;
    return data_->shapes[category].longest();
}

std::size_t Lexicon::longest_ending(CategoryId category, char32_t last) const noexcept {
    if (category >= data_->shapes.size() || !data_->shapes[category].may_end(last)) return 0;
    return data_->shapes[category].longest();
}

std::optional<Hit> Lexicon::at(CategoryId category, std::u32string_view text,
                               std::span<const std::uint8_t> flags, std::size_t at) const noexcept {
    std::optional<Hit> longest;
    const Text where{text, flags};
    if (at >= text.size() || category >= data_->shapes.size()) return longest;
    const Shape& shape = data_->shapes[category];
    if (!shape.may_start(text[at]) || !starts_apart(where, at)) return longest;
    data_->trie.walk(where, at, std::min(text.size(), at + shape.longest()),
                     [&](std::size_t end, std::span<const Trie::Owner> owners) {
                         if (const auto key = of(owners, category))
                             longest =
                                 Hit{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), *key};
                     });
    return longest;
}

Hits Lexicon::scan(std::u32string_view text, std::span<const std::uint8_t> flags) const {
    constexpr std::size_t atoms_a_hit = 4; // seldom fewer
    Hits hits(categories());
    hits.reserve(text.size() / atoms_a_hit);
    const Trie& trie = data_->scanned;
    const Text where{text, flags};
    std::array<std::uint32_t, 256>
        places{}; // where a word may start: found apart, so that the walks come close
    std::uint32_t first = text.empty() ? 0 : mixed(text[0]);
    for (std::size_t block = 0; block < text.size(); block += places.size()) {
        const std::size_t stop = std::min(text.size(), block + places.size());
        std::size_t count = 0;
        for (std::size_t at = block; at < stop; ++at) {
            const std::uint32_t second = at + 1 < text.size() ? mixed(text[at + 1]) : 0;
            places[count] = static_cast<std::uint32_t>(at);
            count += trie.may_start(first, second) ? 1 : 0;
            first = second;
        }
        for (const std::uint32_t at : std::span(places).first(count)) {
            if (!starts_apart(where, at)) continue;
            trie.walk(where, at, text.size(), [&](std::size_t behind, std::span<const Trie::Owner> owners) {
                for (const Trie::Owner& owner : owners)
                    hits.add(owner.category, {at, static_cast<std::uint32_t>(behind), owner.key});
            });
        }
    }
    hits.close();
    return hits;
}

} // namespace yanbao::lexicon
