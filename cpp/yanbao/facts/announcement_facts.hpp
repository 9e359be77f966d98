#pragma once
// Amounts, prices, shares and days in the text of a company announcement.

#include "yanbao/facts/section.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yanbao::facts {

struct AnnouncementFacts {
    std::string json; ///< object of exact decimals and ISO days, keys in the kind's order
    std::vector<std::string>
        doubts; ///< keys left out since the text gives several values and does not say whose
};

/// What the text says of the kind's `keys`, parted by spaces.  Where `many_parties` state figures of their own, one
/// that the text gives to nobody counts only if it is the only one.
AnnouncementFacts announcement_facts(const Context& context, const Entry& entry, text::Range company,
                                     std::string_view keys, bool many_parties);

} // namespace yanbao::facts
