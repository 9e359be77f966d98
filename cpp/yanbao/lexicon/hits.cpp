#include "yanbao/lexicon/hits.hpp"

namespace yanbao::lexicon {

void Hits::close() {
    std::uint32_t begin = 0;
    for (std::uint32_t& end : ends_) {
        const std::uint32_t count = end;
        end = begin;
        begin += count;
    }
    sorted_.resize(found_.size());
    for (const Found& found : found_) sorted_[ends_[found.category]++] = found.hit;
    found_ = {};
    last_ = {};
}

} // namespace yanbao::lexicon
