#pragma once
// All words of all categories in one trie, so that a text is walked once.

#include "yanbao/lexicon/lexicon.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::lexicon {

/// A folded text and the flags of its characters; `flags` may be empty.
struct Text {
    std::u32string_view cp;
    std::span<const std::uint8_t> flags;

    bool has(std::size_t at, std::uint8_t bits) const noexcept {
        return at < flags.size() && (flags[at] & bits) != 0;
    }
};

constexpr std::uint8_t parting = gap_before | line_before | wall_before;

constexpr bool are_letters(char32_t a, char32_t b) noexcept {
    return is_ascii_letter(a) && is_ascii_letter(b);
}
constexpr bool are_digits(char32_t a, char32_t b) noexcept { return is_digit(a) && is_digit(b); }

/// Whether a word may start, or end, here: see lexicon.hpp.
inline bool starts_apart(const Text& text, std::size_t at) noexcept {
    const char32_t first = text.cp[at];
    if (first >= 0x80 || at == 0) return true;
    const char32_t before = text.cp[at - 1];
    return !(are_letters(before, first) || are_digits(before, first)) || text.has(at, parting);
}
inline bool ends_apart(const Text& text, std::size_t begin, std::size_t end) noexcept {
    const char32_t last = text.cp[end - 1];
    if (last >= 0x80 || end >= text.cp.size() || text.has(end, parting)) return true;
    const char32_t next = text.cp[end];
    if (are_letters(last, next) || are_digits(last, next)) return false;
    return !(is_digit(next) && are_letters(text.cp[begin], last) && begin > 0 &&
             is_digit(text.cp[begin - 1]) && !text.has(begin, parting));
}

class Trie {
  public:
    /// Whose word ends at a node.
    struct Owner {
        CategoryId category;
        KeyId key;
    };
    struct Word {
        std::u32string text; ///< folded, lower case, not empty
        Owner owner;
    };

    /// Throws LimitExceeded beyond what the edges can number.
    explicit Trie(std::vector<Word> words);

    /// Calls found(end, owners) for every word that starts at `at` and ends by `stop`, the shortest first.
    template<class Found>
    void walk(const Text& text, std::size_t at, std::size_t stop, Found&& found) const;

    /// Whether a word may start with these two (mixed) characters: a filter that lets through few others.
    bool may_start(std::uint32_t first, std::uint32_t second) const noexcept {
        const std::uint32_t pair = pair_hash(first, second) >> (32 - pair_bits), one = single_bit(first);
        return (((pairs_[pair >> 6] >> (pair & 63)) | (singles_[one >> 6] >> (one & 63))) & 1) != 0;
    }
    std::span<const Owner> exact(std::u32string_view word) const noexcept;

  private:
    /// In the order of a walk down: the first child stands behind its parent, so a word's end shares its cache line.
    struct Node {
        char32_t c = 0;            ///< that leads here
        std::uint32_t sibling = 0; ///< the next child of the same parent; 0 after the last
        std::uint32_t first_owner = 0;
        std::uint16_t owners = 0;
        bool has_child = false;
    };
    static constexpr std::uint32_t none = 0;
    static constexpr std::size_t pair_bits = 17, single_bits = 12;

    static std::uint32_t pair_hash(std::uint32_t first, std::uint32_t second) noexcept {
        return first ^ std::rotl(second, 9);
    }
    static std::uint32_t single_bit(std::uint32_t mixed) noexcept { return mixed >> (32 - single_bits); }
    bool may_be_word(std::uint32_t mixed) const noexcept {
        const std::uint32_t bit = single_bit(mixed);
        return ((singles_[bit >> 6] >> (bit & 63)) & 1) != 0;
    }

    void add_children(const std::vector<Word>& words, std::size_t first, std::size_t last, std::size_t depth);
    /// The node of two first characters; that of one, where `second` is 0.
    std::uint32_t entry(char32_t first, char32_t second) const noexcept;
    static std::uint64_t entry_key(char32_t first, char32_t second) noexcept {
        return (static_cast<std::uint64_t>(first) << 43) | (static_cast<std::uint64_t>(second) << 22);
    }
    std::uint32_t child(std::uint32_t node, char32_t c) const noexcept;
    std::span<const Owner> owners_of(const Node& node) const noexcept {
        return std::span(owners_).subspan(node.first_owner, node.owners);
    }

    std::vector<Node> nodes_;
    std::vector<Owner> owners_;
    std::vector<std::uint64_t>
        entries_; ///< hashed: the key of one or two characters, and the node in its low bits
    std::array<std::uint64_t, (1u << pair_bits) / 64> pairs_{};
    std::array<std::uint64_t, (1u << single_bits) / 64> singles_{};
};

inline std::uint32_t Trie::entry(char32_t first, char32_t second) const noexcept {
    constexpr std::uint64_t node_bits = (1u << 22) - 1;
    const std::uint64_t key = entry_key(first, second);
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t slot = pair_hash(mixed(first), mixed(second)) >> 8;; ++slot) {
        const std::uint64_t entry = entries_[slot & mask];
        if (entry == 0) return none;
        if ((entry & ~node_bits) == key) return static_cast<std::uint32_t>(entry & node_bits);
    }
}

inline std::uint32_t Trie::child(std::uint32_t node, char32_t c) const noexcept {
    if (!nodes_[node].has_child) return none;
    std::uint32_t next = node + 1;
    while (next != none && nodes_[next].c != c) next = nodes_[next].sibling;
    return next;
}

template<class Found>
void Trie::walk(const Text& text, std::size_t at, std::size_t stop, Found&& found) const {
    const auto report = [&](const Node& node, std::size_t end) {
        if (node.owners > 0 && ends_apart(text, at, end)) found(end, owners_of(node));
    };
    const char32_t first = lower(text.cp[at]);
    if (may_be_word(mixed(first)))
        if (const std::uint32_t one = entry(first, 0); one != none) report(nodes_[one], at + 1);
    std::size_t next = at + 1;
    if (next >= stop || text.has(next, wall_before)) return;
    std::uint32_t node = entry(first, lower(text.cp[next]));
    while (node != none) {
        ++next;
        report(nodes_[node], next);
        if (next >= stop || text.has(next, wall_before)) return;
        node = child(node, lower(text.cp[next]));
    }
}

} // namespace yanbao::lexicon
