#include "yanbao/base/error.hpp"
#include "yanbao/lexicon/entries.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <unordered_map>

namespace yanbao::lexicon {

namespace {

using Json = nlohmann::json;

constexpr std::size_t most_bytes = 64u << 20;
constexpr std::size_t most_characters = 200; ///< of a word

/// Walks a text and keeps the place where it stands, for the messages.
class Cursor {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Cursor(const char* at, const char** seen) : at_(at), seen_(seen) {}
    reference operator*() const { return *at_; }
    Cursor& operator++() {
        *seen_ = ++at_;
        return *this;
    }
    friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }
    friend bool operator!=(const Cursor& a, const Cursor& b) { return a.at_ != b.at_; }

  private:
    const char* at_;
    const char** seen_;
};

/// Receives the JSON value by value, so that nothing but the format's own shape is ever built or nested.
class Reader {
  public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    explicit Reader(std::string_view json) : json_(json), seen_(json.data()) {}

    Entries run() {
        const char* const begin = json_.data();
        const Cursor first(begin, &seen_), last(begin + json_.size(), &seen_);
        Json::sax_parse(first, last, this);
        return std::move(entries_);
    }

    bool null() { return refuse("null"); }
    bool boolean(bool) { return refuse("true or false"); }
    bool number_integer(number_integer_t value) { return attribute(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) { return attribute(static_cast<double>(value)); }
    bool number_float(number_float_t value, const string_t&) { return attribute(value); }
    bool binary(binary_t&) { return refuse("binary"); }
    bool string(string_t& value) {
        if (place_ == Place::words) {
            word(std::move(value));
            return true;
        }
        return attribute(std::move(value));
    }

    bool start_object(std::size_t) {
        switch (place_) {
        case Place::document: place_ = Place::categories; return true;
        case Place::category: place_ = Place::keys; return true;
        case Place::key: place_ = Place::attributes; return true;
        default: return refuse("an object");
        }
    }
    bool key(string_t& name) {
        switch (place_) {
        case Place::categories:
            path_ = name;
            if (entries_.ids.count(name)) fail("is there twice");
            category_ = &entries_.category(name);
            owner_.clear();
            place_ = Place::category;
            return true;
        case Place::keys:
            path_ = category_->name + "." + name;
            if (category_->ids.count(name)) fail("is there twice");
            key_ = &Entries::key(*category_, name);
            place_ = Place::key;
            return true;
        default:
            path_ = category_->name + "." + key_->name + "." + name;
            if (!attributes_.insert(name).second) fail("is there twice");
            attribute_ = name;
            place_ = Place::attribute;
            return true;
        }
    }
    bool end_object() {
        switch (place_) {
        case Place::attributes:
            attributes_.clear();
            place_ = Place::keys;
            break;
        case Place::keys: place_ = Place::categories; break;
        default: place_ = Place::done; break;
        }
        return true;
    }
    bool start_array(std::size_t) {
        if (place_ == Place::key || (place_ == Place::attribute && attribute_ == "words")) {
            bare_words_ = place_ == Place::key;
            place_ = Place::words;
            return true;
        }
        return refuse("a list");
    }
    bool end_array() {
        place_ = bare_words_ ? Place::keys : Place::attributes;
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
        throw ParseError("lexicon", position > 0 ? position - 1 : 0, error.what());
    }

  private:
    /// Where in the format the next value stands.
    enum class Place : std::uint8_t {
        document,
        categories,
        category,
        keys,
        key,
        attributes,
        attribute,
        words,
        done
    };

    [[noreturn]] void fail(const std::string& what) const {
        const auto byte = static_cast<std::size_t>(seen_ - json_.data());
        throw ParseError("lexicon", byte, (path_.empty() ? "the whole" : "'" + path_ + "'") + " " + what);
    }
    bool refuse(std::string_view found) const {
        const auto wanted = [&]() -> std::string_view {
            switch (place_) {
            case Place::document: return "an object of categories";
            case Place::category: return "an object of keys";
            case Place::key: return "a list of words or an object with 'words'";
            case Place::words: return "a list of texts";
            default: return attribute_ == "words" ? "a list of texts" : "a text or a number";
            }
        }();
        fail("must be " + std::string(wanted) + ", not " + std::string(found));
    }
    bool attribute(Attribute value) {
        if (place_ != Place::attribute || attribute_ == "words")
            return refuse(std::holds_alternative<double>(value) ? "a number" : "a text");
        key_->attributes.emplace(attribute_, std::move(value));
        place_ = Place::attributes;
        return true;
    }
    void word(std::string text) {
        std::u32string spelling = folded(text);
        if (spelling.empty()) fail("has an empty word");
        if (spelling.size() > most_characters) fail("has a word of more than 200 characters");
        for (char32_t& c : spelling) c = lower(c);
        const auto [owner, fresh] = owner_.emplace(utf8(spelling), key_->name);
        if (owner->second != key_->name)
            fail("has the word '" + text + "' of the key '" + owner->second + "'");
        if (fresh) key_->words.push_back(std::move(text));
    }

    std::string_view json_;
    const char* seen_;
    Entries entries_;
    Place place_ = Place::document;
    std::string path_;
    Category* category_ = nullptr;
    Key* key_ = nullptr;
    std::string attribute_;
    std::set<std::string> attributes_;
    std::unordered_map<std::string, std::string> owner_; ///< spelling -> key, of the category being read
    bool bare_words_ = false;
};

} // namespace

Entries read_json(std::string_view json) {
    if (json.size() > most_bytes) throw LimitExceeded("lexicon bytes", most_bytes, json.size());
    return Reader(json).run();
}

std::string write_json(const Entries& entries) {
    Json out = Json::object();
    for (const Category& category : entries.categories) {
        Json& keys = out[category.name] = Json::object();
        for (const Key& key : category.keys) {
            if (key.attributes.empty()) {
                keys[key.name] = key.words;
                continue;
            }
            Json& value = keys[key.name] = Json{{"words", key.words}};
            for (const auto& [name, attribute] : key.attributes)
                std::visit([&, &n = name](const auto& v) { value[n] = v; }, attribute);
        }
    }
    return out.dump(2);
}

} // namespace yanbao::lexicon
