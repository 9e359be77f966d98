#pragma once
// Names by a hash that grows at either end, so that every head or tail of a text is looked up in one step
// each.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::names {

/// Sum of character x base^position, so a character joins in front or behind without reading the others
/// again.
class SpellingHash {
  public:
    void prepend(char32_t c) noexcept { sum_ = sum_ * base + c, power_ *= base; }
    void append(char32_t c) noexcept { sum_ += c * power_, power_ *= base; }
    std::uint64_t value() const noexcept { return (sum_ ^ (sum_ >> 29)) * 0xBF58476D1CE4E5B9u; }
    static std::uint64_t of(std::u32string_view text) noexcept {
        SpellingHash h;
        for (char32_t c : text) h.append(c);
        return h.value();
    }

  private:
    static constexpr std::uint64_t base = 0x9E3779B97F4A7C15u;
    std::uint64_t sum_ = 0;
    std::uint64_t power_ = 1;
};

/// How a security came by a spelling; the lower the better.
enum class Claim : std::uint8_t { own_name, alias, second_counter };

class NameIndex {
  public:
    /// A spelling that more securities claim names none of them; those beyond are left out.
    static constexpr std::size_t claims_per_spelling = 16;
    static constexpr std::uint32_t none = UINT32_MAX;

    struct Entry {
        std::uint32_t security = 0;
        std::uint32_t order = 0;   ///< best first: claim, then market
        std::uint32_t next = none; ///< the next claim on the same spelling
    };

    void reserve(std::size_t spellings);
    /// A security keeps its best claim on a spelling; of equal claims the one added first comes first.
    void add(std::u32string_view spelling, std::uint32_t security, std::uint32_t order);
    /// The best claim on a spelling whose hash is known; `none` where nothing is spelled so.
    std::uint32_t find(std::u32string_view spelling, std::uint64_t hash) const noexcept;
    const Entry& entry(std::uint32_t at) const noexcept { return entries_[at]; }
    std::size_t longest() const noexcept { return longest_; }
    /// Bit n says that a spelling of n characters (63: or more) may start with this character, or end with it.  Most
    /// characters of a text are neither, and cost no look-up.
    std::uint64_t lengths_from(char32_t first) const noexcept { return lengths(from_, first); }
    std::uint64_t lengths_to(char32_t last) const noexcept { return lengths(to_, last); }

  private:
    static constexpr std::size_t buckets = 4096; ///< of characters, by their low bits
    static std::uint64_t lengths(const std::vector<std::uint64_t>& of, char32_t c) noexcept {
        return of.empty() ? 0 : of[c % buckets];
    }

    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t begin = 0;  ///< of the spelling in characters_
        std::uint32_t length = 0; ///< 0 is a free slot
        std::uint32_t first = none;
    };
    std::size_t slot_of(std::u32string_view spelling, std::uint64_t hash) const noexcept;
    /// Whether a spelling may have this hash: a few kilobytes that say no before the slots are fetched from far.
    bool may_hold(std::uint64_t hash) const noexcept {
        return (seen_[(hash >> 6) & (seen_.size() - 1)] >> (hash & 63) & 1) != 0;
    }
    void mark(std::uint64_t hash) noexcept {
        seen_[(hash >> 6) & (seen_.size() - 1)] |= std::uint64_t{1} << (hash & 63);
    }
    void grow(std::size_t slots);

    std::vector<std::uint64_t> from_, to_;
    std::vector<Slot> slots_;
    std::vector<std::uint64_t> seen_; ///< of hashes, four bits a slot
    std::u32string characters_;
    std::vector<Entry> entries_;
    std::size_t used_ = 0;
    std::size_t longest_ = 0;
};

} // namespace yanbao::names
