#include "yanbao/names/name_index.hpp"

#include <algorithm>
#include <bit>

namespace yanbao::names {

void NameIndex::reserve(std::size_t spellings) {
    names_.reserve(spellings);
    grow(std::bit_ceil(std::max<std::size_t>(2 * spellings, 16)));
}

std::size_t NameIndex::slot_of(std::u32string_view spelling, std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = static_cast<std::size_t>(hash) & mask;; at = (at + 1) & mask) {
        if (slots_[at] == 0) return at;
        const Name& name = names_[slots_[at] - 1];
        if (name.hash == hash && name.spelling == spelling) return at;
    }
}

void NameIndex::grow(std::size_t slots) {
    if (slots <= slots_.size()) return;
    slots_.assign(slots, 0);
    for (std::size_t i = 0; i < names_.size(); ++i)
        slots_[slot_of(names_[i].spelling, names_[i].hash)] = static_cast<std::uint32_t>(i + 1);
}

void NameIndex::add(std::u32string_view spelling, Entry entry) {
    if (2 * (names_.size() + 1) > slots_.size()) grow(std::max<std::size_t>(2 * slots_.size(), 16));
    const std::uint64_t hash = SpellingHash::of(spelling);
    std::uint32_t& slot = slots_[slot_of(spelling, hash)];
    if (slot == 0) {
        names_.push_back({hash, std::u32string(spelling), {}});
        slot = static_cast<std::uint32_t>(names_.size());
        longest_ = std::max(longest_, spelling.size());
    }
    std::vector<Entry>& entries = names_[slot - 1].entries;
    const auto same =
        std::find_if(entries.begin(), entries.end(), [&](Entry e) { return e.security == entry.security; });
    if (same != entries.end()) {
        if (same->order <= entry.order) return;
        entries.erase(same);
    }
    if (entries.size() == claims_per_spelling) return;
    const auto behind = [&](Entry e) { return e.order > entry.order; };
    entries.insert(std::find_if(entries.begin(), entries.end(), behind), entry);
}

std::span<const NameIndex::Entry> NameIndex::find(std::u32string_view spelling,
                                                  std::uint64_t hash) const noexcept {
    if (slots_.empty()) return {};
    const std::uint32_t slot = slots_[slot_of(spelling, hash)];
    return slot == 0 ? std::span<const Entry>{} : names_[slot - 1].entries;
}

} // namespace yanbao::names
