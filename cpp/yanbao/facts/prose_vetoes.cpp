#include "yanbao/facts/prose_vetoes.hpp"

#include "yanbao/facts/own_figure.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

constexpr std::uint32_t farthest_veto = 400; ///< of the words before a metric

// Where to look from: time must not grow with the length of a sentence times its figures.
std::uint32_t look_from(const Mention& m, std::uint32_t sentence) {
    return std::max(sentence, m.begin - std::min(m.begin, farthest_veto));
}

} // namespace

bool ProseVetoes::is_commitment(const Mention& m, std::uint32_t sentence, std::uint32_t value) const {
    sentence = look_from(m, sentence);
    for (const auto& hit : commitments_.in({m.begin, value}))
        if (commitments_.key(hit) == "bound") return true;
    std::uint32_t condition = 0, own = 0;
    for (const auto& hit : commitments_.in({sentence, m.begin}))
        if (commitments_.key(hit) == "condition") condition = hit.end;
    for (const auto& hit : expects_.in({sentence, m.begin})) own = hit.end;
    return condition > own;
}

bool ProseVetoes::is_at_target(const Mention& m, std::uint32_t sentence) const {
    if (dimension_of(c_, m.metric) != "multiple") return false;
    std::string_view of;
    sentence = look_from(m, sentence);
    std::uint32_t said = sentence;
    for (const auto& hit : prices_.in({sentence, m.begin})) of = prices_.key(hit), said = hit.end;
    return of == "target" && !expects_.any_in({said, m.begin});
}

} // namespace yanbao::facts
