#include "yanbao/lexicon/trie.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>

namespace yanbao::lexicon {

namespace {
constexpr std::size_t most_nodes = (1u << 22) - 1;
} // namespace

// Nodes stand in the order of a walk down.  The depth is bounded by the longest word that the reader lets in.
void Trie::add_children(const std::vector<Word>& words, std::size_t first, std::size_t last,
                        std::size_t depth) {
    std::size_t previous = none;
    while (first < last) {
        const char32_t c = words[first].text[depth];
        const std::size_t begin = first;
        while (first < last && words[first].text[depth] == c) ++first;
        if (nodes_.size() > most_nodes) throw LimitExceeded("lexicon nodes", most_nodes, nodes_.size());
        const std::size_t node = nodes_.size();
        nodes_.push_back({c, 0, static_cast<std::uint32_t>(owners_.size()), 0, false});
        if (previous != none) nodes_[previous].sibling = static_cast<std::uint32_t>(node);
        previous = node;
        std::size_t longer = begin;
        for (; longer < first && words[longer].text.size() == depth + 1; ++longer)
            owners_.push_back(words[longer].owner);
        nodes_[node].owners = static_cast<std::uint16_t>(longer - begin);
        nodes_[node].has_child = longer < first;
        add_children(words, longer, first, depth + 1);
    }
}

Trie::Trie(std::vector<Word> words) {
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
        if (a.text != b.text) return a.text < b.text;
        return a.owner.category < b.owner.category;
    });
    nodes_.emplace_back(); // 0 is no node
    add_children(words, 0, words.size(), 0);

    std::vector<std::uint64_t> all;
    for (std::uint32_t one = nodes_.size() > 1 ? 1 : none; one != none; one = nodes_[one].sibling) {
        all.push_back(entry_key(nodes_[one].c, 0) | one);
        for (std::uint32_t two = nodes_[one].has_child ? one + 1 : none; two != none;
             two = nodes_[two].sibling)
            all.push_back(entry_key(nodes_[one].c, nodes_[two].c) | two);
    }
    entries_.resize(std::bit_ceil(std::max<std::size_t>(16, all.size() * 3 / 2)));
    for (const std::uint64_t entry : all) {
        const auto first = static_cast<char32_t>(entry >> 43);
        const auto second = static_cast<char32_t>((entry >> 22) & 0x1FFFFF);
        std::size_t slot = pair_hash(mixed(first), mixed(second)) >> 8;
        while (entries_[slot & (entries_.size() - 1)] != 0) ++slot;
        entries_[slot & (entries_.size() - 1)] = entry;
    }

    for (const Word& word : words) {
        const std::uint32_t first = mixed(word.text[0]);
        const bool one = word.text.size() == 1;
        const std::uint32_t bit =
            one ? single_bit(first) : pair_hash(first, mixed(word.text[1])) >> (32 - pair_bits);
        (one ? singles_[bit >> 6] : pairs_[bit >> 6]) |= std::uint64_t{1} << (bit & 63);
    }
}

std::span<const Trie::Owner> Trie::exact(std::u32string_view word) const noexcept {
    if (word.empty()) return {};
    std::uint32_t node = entry(lower(word[0]), word.size() > 1 ? lower(word[1]) : 0);
    for (std::size_t i = 2; i < word.size() && node != none; ++i) node = child(node, lower(word[i]));
    return node == none ? std::span<const Owner>{} : owners_of(nodes_[node]);
}

} // namespace yanbao::lexicon
