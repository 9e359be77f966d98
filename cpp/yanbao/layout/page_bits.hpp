#pragma once
// Which words may begin in which part of a document: the cheap no before a search.

#include "yanbao/lexicon/lexicon.hpp"

#include <cstdint>
#include <vector>

namespace yanbao::layout {

/// A row of bits, one a category, for every 64 atoms.
class PageBits {
  public:
    PageBits() = default;
    PageBits(std::size_t atoms, const lexicon::Hits& hits)
        : words_((hits.categories() + 63) / 64), bits_(words_ * ((atoms >> page_shift) + 1)) {
        for (std::size_t category = 0; category < hits.categories(); ++category)
            for (const lexicon::Hit& hit : hits[static_cast<lexicon::CategoryId>(category)])
                bits_[words_ * (hit.begin >> page_shift) + category / 64] |= std::uint64_t{1}
                                                                             << (category % 64);
    }

    /// False only where no word of the category begins at [begin, end), which is not empty.
    bool may_hold(lexicon::CategoryId category, std::uint32_t begin, std::uint32_t end) const noexcept {
        const std::size_t first = begin >> page_shift, last = (end - 1) >> page_shift;
        if (last - first >= most_pages) return true;
        for (std::size_t page = first; page <= last; ++page)
            if ((bits_[words_ * page + category / 64] >> (category % 64) & 1) != 0) return true;
        return false;
    }

  private:
    static constexpr std::size_t page_shift = 6, most_pages = 8;
    std::size_t words_ = 0;
    std::vector<std::uint64_t> bits_;
};

} // namespace yanbao::layout
