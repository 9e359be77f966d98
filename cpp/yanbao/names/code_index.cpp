#include "yanbao/names/code_index.hpp"

#include <algorithm>
#include <bit>

namespace yanbao::names {

namespace {

// FNV-1a: codes are a few characters long
std::size_t hash_of(std::string_view code) noexcept {
    std::uint64_t h = 0xCBF29CE484222325u;
    for (char c : code) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return static_cast<std::size_t>(h ^ (h >> 32));
}

} // namespace

std::size_t CodeIndex::slot_of(std::string_view code) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_of(code) & mask;
    while (slots_[at] != none && tickers_[slots_[at]]->code != code) at = (at + 1) & mask;
    return at;
}

void CodeIndex::grow(std::size_t slots) {
    if (slots <= slots_.size()) return;
    std::vector<std::uint32_t> old(slots, none);
    old.swap(slots_);
    for (const std::uint32_t first : old)
        if (first != none) slots_[slot_of(tickers_[first]->code)] = first;
}

void CodeIndex::reserve(std::size_t tickers) {
    tickers_.reserve(tickers);
    next_.reserve(tickers);
    grow(std::bit_ceil(std::max<std::size_t>(2 * tickers, 16)));
}

bool CodeIndex::add(const Ticker& ticker) {
    if (2 * (used_ + 1) > slots_.size()) grow(std::max<std::size_t>(2 * slots_.size(), 16));
    const bool known = find(ticker) != none;
    std::uint32_t& first = slots_[slot_of(ticker.code)];
    const auto number = static_cast<std::uint32_t>(tickers_.size());
    tickers_.push_back(&ticker);
    next_.push_back(none);
    if (first == none) {
        first = number;
        ++used_;
    } else if (!known) { // one of each exchange, so that a chain stays short
        next_[number] = next_[first];
        next_[first] = number;
    }
    return !known;
}

std::uint32_t CodeIndex::find(const Ticker& ticker) const noexcept {
    if (slots_.empty()) return none;
    std::uint32_t at = slots_[slot_of(ticker.code)];
    while (at != none && !same_security(*tickers_[at], ticker)) at = next_[at];
    return at;
}

CodeIndex::OfCode CodeIndex::of_code(std::string_view code) const noexcept {
    if (slots_.empty()) return {};
    const std::uint32_t first = slots_[slot_of(code)];
    return {first, first != none && next_[first] != none};
}

} // namespace yanbao::names
