#include "yanbao/lexicon/trie.hpp"

#include <algorithm>

namespace yanbao::lexicon {

namespace {

constexpr std::uint8_t apart = gap_before | line_before | wall_before;

bool same_kind(char32_t a, char32_t b) noexcept {
    return (is_ascii_letter(a) && is_ascii_letter(b)) || (is_digit(a) && is_digit(b));
}

} // namespace

bool starts_apart(const Text& text, std::size_t at) noexcept {
    return at == 0 || !same_kind(text.cp[at], text.cp[at - 1]) || text.has(at, apart);
}

bool ends_apart(const Text& text, std::size_t begin, std::size_t end) noexcept {
    if (end >= text.cp.size() || text.has(end, apart)) return true;
    const char32_t last = text.cp[end - 1], next = text.cp[end];
    if (same_kind(last, next)) return false;
    return !(is_digit(next) && is_ascii_letter(last) && is_ascii_letter(text.cp[begin]) && begin > 0 &&
             is_digit(text.cp[begin - 1]) && !text.has(begin, apart));
}

Trie::Trie(std::vector<Word> words) {
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
        if (a.text != b.text) return a.text < b.text;
        return a.owner.category < b.owner.category;
    });

    // One node for every prefix, breadth first: the words of a node are a run of the sorted list.
    struct Run {
        std::size_t first, last, depth;
    };
    std::vector<Run> runs{{0, words.size(), 0}};
    nodes_.emplace_back();
    for (std::size_t n = 0; n < runs.size(); ++n) {
        auto [first, last, depth] = runs[n];
        nodes_[n].first_owner = static_cast<std::uint32_t>(owners_.size());
        for (; first < last && words[first].text.size() == depth; ++first)
            owners_.push_back(words[first].owner);
        nodes_[n].owners = static_cast<std::uint32_t>(owners_.size()) - nodes_[n].first_owner;
        nodes_[n].first_edge = static_cast<std::uint32_t>(edges_.size());
        while (first < last) {
            const char32_t c = words[first].text[depth];
            const std::size_t begin = first;
            while (first < last && words[first].text[depth] == c) ++first;
            edges_.push_back({c, static_cast<std::uint32_t>(nodes_.size())});
            nodes_.emplace_back();
            runs.push_back({begin, first, depth + 1});
        }
        nodes_[n].edges = static_cast<std::uint32_t>(edges_.size()) - nodes_[n].first_edge;
    }

    std::size_t slots = 16;
    while (slots < 4 * nodes_[0].edges) slots *= 2;
    roots_.resize(slots);
    for (std::uint32_t e = 0; e < nodes_[0].edges; ++e) {
        std::size_t slot = mixed(edges_[e].c) >> 12;
        while (roots_[slot & (slots - 1)].c != 0) ++slot;
        roots_[slot & (slots - 1)] = edges_[e];
    }

    for (const Word& word : words) {
        const bool one = word.text.size() == 1;
        const std::uint32_t bit =
            one ? single_bit(mixed(word.text[0])) : pair_bit(mixed(word.text[0]), mixed(word.text[1]));
        (one ? singles_[bit >> 6] : pairs_[bit >> 6]) |= std::uint64_t{1} << (bit & 63);
    }
}

std::span<const Trie::Owner> Trie::exact(std::u32string_view word) const noexcept {
    if (word.empty()) return {};
    std::uint32_t node = root(lower(word[0]));
    for (std::size_t i = 1; i < word.size() && node != none; ++i) node = child(nodes_[node], lower(word[i]));
    return node == none ? std::span<const Owner>{} : owners_of(nodes_[node]);
}

} // namespace yanbao::lexicon
