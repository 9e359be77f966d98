#pragma once
// One category of the lexicon as the rules ask for it: which of its words stand where.

#include "yanbao/facts/context.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yanbao::facts {

/// The words of one category in a document.  A lexicon without that category has none of them anywhere.
class Words {
  public:
    Words(const Context& context, std::string_view category)
        : document_(context.document), lexicon_(context.lexicon),
          category_(context.lexicon.find_category(category)),
          shape_(category_ ? &context.lexicon.shape(*category_) : nullptr) {}

    /// Those that lie within `r`, in order.
    std::span<const lexicon::Hit> in(text::Range r) const noexcept {
        if (!category_ || r.empty()) return {};
        return document_.hits_in(*category_, r);
    }
    bool any_in(text::Range r) const noexcept { return !in(r).empty(); }

    /// The longest word that starts at `at` and ends by `end`, be it part of a longer hit or not.
    std::optional<lexicon::Hit> at(std::uint32_t at, std::uint32_t end) const noexcept {
        const auto& atoms = document_.atoms;
        if (!shape_ || at >= end || !shape_->may_start(atoms.cp[at])) return std::nullopt;
        return lexicon_.at(*category_, std::u32string_view(atoms.cp).substr(0, end), atoms.flags, at);
    }
    /// The key whose word is the whole of `r`.
    std::optional<lexicon::KeyId> whole(text::Range r) const noexcept {
        if (r.empty()) return std::nullopt;
        return find(document_.view(r));
    }

    std::string_view key(lexicon::KeyId id) const { return lexicon_.key(*category_, id); }
    std::string_view key(const lexicon::Hit& hit) const { return key(hit.key); }
    std::string_view attribute(lexicon::KeyId id, std::string_view name) const noexcept {
        return lexicon_.text(*category_, id, name);
    }
    double number(lexicon::KeyId id, std::string_view name) const noexcept {
        return lexicon_.number(*category_, id, name).value_or(0.0);
    }
    std::optional<lexicon::KeyId> find(std::u32string_view word) const noexcept {
        return shape_ && shape_->may_be(word) ? lexicon_.exact(*category_, word) : std::nullopt;
    }

  private:
    const layout::Document& document_;
    const lexicon::Lexicon& lexicon_;
    std::optional<lexicon::CategoryId> category_;
    const lexicon::Shape* shape_;
};

/// Single characters of a key, from its attribute `characters`: words so short and frequent that a hit for each of them
/// in the text would cost more than it tells.
inline std::u32string_view characters_of(const Context& context, std::string_view category,
                                         std::string_view key) {
    const auto id = context.lexicon.find_category(category);
    const auto key_id = id ? context.lexicon.find_key(*id, key) : std::nullopt;
    return key_id ? context.lexicon.folded_text(*id, *key_id, "characters") : std::u32string_view();
}

} // namespace yanbao::facts
