#include "yanbao/facts/forecast_words.hpp"

#include "yanbao/facts/value_list.hpp"

#include <algorithm>

namespace yanbao::facts {

bool ForecastWords::any_in(text::Range r) const {
    if (said_.any_in(r)) return true;
    const auto kept = kept_.in(r);
    return std::any_of(kept.begin(), kept.end(), [&](const lexicon::Hit& hit) {
        return year_list(atoms_, hit.end, r.end).has_value();
    });
}

} // namespace yanbao::facts
