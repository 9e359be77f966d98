#include "yanbao/names/name_index.hpp"

#include <algorithm>
#include <bit>

namespace yanbao::names {

void NameIndex::reserve(std::size_t spellings) {
    grow(std::bit_ceil(std::max<std::size_t>(2 * spellings, 16)));
    entries_.reserve(spellings);
    characters_.reserve(6 * spellings);
}

std::size_t NameIndex::slot_of(std::u32string_view spelling, std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = static_cast<std::size_t>(hash >> 20) & mask;; at = (at + 1) & mask) {
        const Slot& s = slots_[at];
        if (s.length == 0) return at;
        if (s.hash == hash && std::u32string_view(characters_).substr(s.begin, s.length) == spelling)
            return at;
    }
}

void NameIndex::grow(std::size_t slots) {
    if (slots <= slots_.size()) return;
    std::vector<Slot> old(slots);
    old.swap(slots_);
    seen_.assign(slots / 16, 0);
    for (const Slot& s : old) {
        if (s.length == 0) continue;
        slots_[slot_of(std::u32string_view(characters_).substr(s.begin, s.length), s.hash)] = s;
        mark(s.hash);
    }
}

void NameIndex::add(std::u32string_view spelling, std::uint32_t security, std::uint32_t order) {
    if (2 * (used_ + 1) > slots_.size()) grow(std::max<std::size_t>(2 * slots_.size(), 16));
    const std::uint64_t hash = SpellingHash::of(spelling);
    Slot& slot = slots_[slot_of(spelling, hash)];
    if (slot.length == 0) {
        slot = {hash, static_cast<std::uint32_t>(characters_.size()),
                static_cast<std::uint32_t>(spelling.size()), none};
        characters_ += spelling;
        longest_ = std::max(longest_, spelling.size());
        ++used_;
        mark(hash);
        from_.resize(buckets);
        to_.resize(buckets);
        const std::uint64_t bit = std::uint64_t{1} << std::min<std::size_t>(spelling.size(), 63);
        from_[spelling.front() % buckets] |= bit;
        to_[spelling.back() % buckets] |= bit;
    }
    std::size_t claims = 0;
    std::uint32_t* link = &slot.first;
    std::uint32_t* place = nullptr; // where the new claim goes: before the first worse one
    for (; *link != none; link = &entries_[*link].next, ++claims) {
        if (!place && entries_[*link].order > order) place = link;
        if (entries_[*link].security != security) continue;
        if (!place) return; // it has as good a claim already
        *link = entries_[*link].next;
        break;
    }
    if (claims == claims_per_spelling) return;
    if (!place) place = link;
    const Entry entry{security, order, *place};
    *place = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back(entry);
}

std::uint32_t NameIndex::find(std::u32string_view spelling, std::uint64_t hash) const noexcept {
    if (slots_.empty() || !may_hold(hash)) return none;
    return slots_[slot_of(spelling, hash)].first;
}

} // namespace yanbao::names
