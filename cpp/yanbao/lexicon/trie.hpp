#pragma once
// All words of all categories in one trie, so that a text is walked once.

#include "yanbao/lexicon/fold.hpp"
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

    Trie() = default;
    explicit Trie(std::vector<Word> words);

    /// Calls found(end, owners) for every word that starts at `at` and ends by `stop`, the shortest first.
    template<class Found>
    void walk(const Text& text, std::size_t at, std::size_t stop, Found&& found) const;

    /// A character as the filter takes it, mixed once for both places that it stands at.
    static std::uint32_t mixed(char32_t c) noexcept {
        return static_cast<std::uint32_t>(lower(c)) * 0x9E3779B1u;
    }
    /// Whether a word may start with these two characters: a filter that lets through few others.
    bool may_start(std::uint32_t first, std::uint32_t second) const noexcept {
        const std::uint32_t pair = pair_bit(first, second), one = single_bit(first);
        return (((pairs_[pair >> 6] >> (pair & 63)) | (singles_[one >> 6] >> (one & 63))) & 1) != 0;
    }
    std::span<const Owner> exact(std::u32string_view word) const noexcept;

  private:
    struct Node {
        std::uint32_t first_edge = 0;
        std::uint32_t edges = 0;
        std::uint32_t first_owner = 0;
        std::uint32_t owners = 0;
    };
    struct Edge {
        char32_t c = 0; ///< 0 marks an empty slot of `roots_`
        std::uint32_t to = 0;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    static constexpr std::size_t pair_bits = 17, single_bits = 12;

    static std::uint32_t pair_bit(std::uint32_t first, std::uint32_t second) noexcept {
        return (first ^ std::rotl(second, 9)) >> (32 - pair_bits);
    }
    static std::uint32_t single_bit(std::uint32_t mixed) noexcept { return mixed >> (32 - single_bits); }
    std::uint32_t root(char32_t c) const noexcept;
    std::uint32_t child(const Node& node, char32_t c) const noexcept;
    std::span<const Owner> owners_of(const Node& node) const noexcept {
        return std::span(owners_).subspan(node.first_owner, node.owners);
    }

    std::vector<Node> nodes_;
    std::vector<Edge> edges_; ///< of each node together, sorted by character
    std::vector<Owner> owners_;
    std::vector<Edge> roots_; ///< first characters, hashed: the only node with thousands of edges
    std::array<std::uint64_t, (1u << pair_bits) / 64> pairs_{};
    std::array<std::uint64_t, (1u << single_bits) / 64> singles_{};
};

/// Whether a word may start, or end, here: see lexicon.hpp.
bool starts_apart(const Text& text, std::size_t at) noexcept;
bool ends_apart(const Text& text, std::size_t begin, std::size_t end) noexcept;

inline std::uint32_t Trie::root(char32_t c) const noexcept {
    if (roots_.empty()) return none;
    const std::size_t mask = roots_.size() - 1;
    for (std::size_t slot = mixed(c) >> 12;; ++slot) {
        const Edge& edge = roots_[slot & mask];
        if (edge.c == c) return edge.c == 0 ? none : edge.to;
        if (edge.c == 0) return none;
    }
}

inline std::uint32_t Trie::child(const Node& node, char32_t c) const noexcept {
    const Edge* low = edges_.data() + node.first_edge;
    for (std::uint32_t n = node.edges; n > 0;) {
        const std::uint32_t half = n / 2;
        if (low[half].c == c) return low[half].to;
        if (low[half].c < c) {
            low += half + 1;
            n -= half + 1;
        } else
            n = half;
    }
    return none;
}

template<class Found>
void Trie::walk(const Text& text, std::size_t at, std::size_t stop, Found&& found) const {
    std::uint32_t node = root(lower(text.cp[at]));
    for (std::size_t next = at + 1; node != none; ++next) {
        if (nodes_[node].owners > 0 && ends_apart(text, at, next)) found(next, owners_of(nodes_[node]));
        if (next >= stop || text.has(next, wall_before)) return;
        node = child(nodes_[node], lower(text.cp[next]));
    }
}

} // namespace yanbao::lexicon
