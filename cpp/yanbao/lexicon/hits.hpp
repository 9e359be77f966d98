#pragma once
// Words found in a text.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::lexicon {

using CategoryId = std::uint16_t;
using KeyId = std::uint16_t;

/// A word of a category found in a text.
struct Hit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    KeyId key = 0;
};

/// What a scan finds, by category, in one piece: hundreds of small lists would cost more than the search.
class Hits {
  public:
    Hits() = default;
    explicit Hits(std::size_t categories) : last_(categories, none), ends_(categories, 0) {}

    /// Those of a category, in order; none of one that it does not know.
    std::span<const Hit> operator[](CategoryId category) const noexcept {
        if (category >= ends_.size()) return {};
        const std::uint32_t first = category == 0 ? 0 : ends_[category - 1u];
        return std::span(sorted_).subspan(first, ends_[category] - first);
    }
    std::size_t categories() const noexcept { return ends_.size(); }

    /// Takes the leftmost word, and of those from one place the longest, which comes last.
    void add(CategoryId category, const Hit& hit) {
        std::uint32_t& last = last_[category];
        if (last != none && found_[last].hit.begin == hit.begin) {
            found_[last].hit = hit;
        } else if (last == none || found_[last].hit.end <= hit.begin) {
            last = static_cast<std::uint32_t>(found_.size());
            found_.push_back({hit, category});
            ++ends_[category];
        }
    }
    void reserve(std::size_t hits) { found_.reserve(hits); }
    /// Sorts what was added; nothing is added behind it.
    void close();

  private:
    struct Found {
        Hit hit;
        CategoryId category;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    std::vector<Found> found_;        ///< in order of places
    std::vector<std::uint32_t> last_; ///< of each category, in `found_`
    std::vector<Hit> sorted_;
    std::vector<std::uint32_t> ends_; ///< of each category, in `sorted_`; how many it has until it is closed
};

} // namespace yanbao::lexicon
