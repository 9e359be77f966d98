#include "yanbao/facts/rating_scale_horizon.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Atoms;
using text::Range;

constexpr std::int64_t longest_horizon = 60; ///< months

// Marks of typesetting, an index below the line included.
bool is_markup_mark(char32_t c) { return c == U'\\' || c == U'$' || c == U'{' || c == U'}' || c == U'_'; }

bool is_to(char32_t c) {
    return c == U'-' || c == U'~' || c == lexicon::han::to || c == lexicon::han::until;
} // to, till

// The number that ends before `end`, in digits or characters; an empty range where there is none.
Range number_before(const Atoms& a, std::uint32_t begin, std::uint32_t end, std::int64_t& value) {
    while (end > begin && is_markup_mark(a.cp[end - 1])) --end;
    std::uint32_t at = end;
    while (at > begin && end - at < 3 && is_digit(a.cp[at - 1])) --at;
    value = 0;
    for (std::uint32_t i = at; i < end; ++i) value = value * 10 + static_cast<std::int64_t>(a.cp[i] - U'0');
    if (at < end) return {at, end};
    for (std::uint32_t length = std::min(end - begin, 2u); length > 0; --length) {
        std::size_t read = 0;
        value = layout::chinese_number(a.view({end - length, end}), 0, read);
        if (value > 0 && read == length) return {end - length, end};
    }
    return {};
}

} // namespace

std::optional<Horizon> horizon_in(const Context& context, Range r) {
    const Words words(context, "horizon_word");
    const Atoms& a = context.document.atoms;
    for (const auto& hit : words.in(r)) {
        if (words.key(hit) != "month") continue;
        Horizon h;
        const Range last = number_before(a, r.begin, hit.begin, h.max);
        if (last.empty() || h.max == 0 || h.max > longest_horizon) continue;
        h.min = h.max;
        h.range = {last.begin, hit.end};
        std::uint32_t at = last.begin;
        while (at > r.begin && is_markup_mark(a.cp[at - 1])) --at;
        if (at > r.begin && is_to(a.cp[at - 1])) {
            std::int64_t least = 0;
            const Range first = number_before(a, r.begin, at - 1, least);
            if (!first.empty() && least > 0 && least < h.max) {
                h.min = least;
                h.range.begin = first.begin;
            }
        }
        return h;
    }
    return std::nullopt;
}

} // namespace yanbao::facts
