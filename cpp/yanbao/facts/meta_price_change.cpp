#include "yanbao/facts/meta_price_change.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_version = 24; ///< words and signs of a version, before a label
constexpr std::uint32_t longest_arrow = 4;
constexpr std::uint32_t revision_reach = 24;

bool may_end_arrow(char32_t c) {
    return c == U'>' || (c >= U'\u2190' && c <= U'\u21FF') || (c >= U'\u2794' && c <= U'\u27BE') ||
           (c >= U'\u27F0' && c <= U'\u27FF') || c == U'\u25B6' || c == U'\u25BA';
}
bool points_left(char32_t c) { return c == U'\u2190' || c == U'\u21D0' || c == U'\u27F5'; }
// Up and down tell how a price moved, not to where.
bool is_upright(char32_t c) { return c == U'\u2191' || c == U'\u2193' || c == U'\u21D1' || c == U'\u21D3'; }

} // namespace

std::string_view PriceChange::version_at(std::uint32_t at, std::uint32_t end) const {
    if (at < end && a_.cp[at] == U'(') ++at;
    const auto hit = versions_.at(at, end);
    return hit ? versions_.key(*hit) : std::string_view{};
}

std::string_view PriceChange::version_in(Range r) const {
    std::string_view found;
    for (std::uint32_t at = r.begin; at < r.end; ++at) {
        const auto hit = versions_.at(at, r.end);
        if (!hit) continue;
        const std::string_view said = versions_.key(*hit);
        if (!found.empty() && found != said) return {};
        found = said;
        at = hit->end - 1;
    }
    return found;
}

bool PriceChange::is_of_old(Range label, Range line) const {
    const std::uint32_t first = label.begin - std::min(label.begin - line.begin, longest_version);
    for (std::uint32_t at = first; at < label.begin; ++at)
        if (const auto hit = versions_.at(at, label.begin); hit && hit->end == label.begin)
            return versions_.key(*hit) == "old"; // the longest: "old", not the last letters of "told"
    return label.end < line.end && a_.cp[label.end] == U'(' && version_at(label.end, line.end) == "old" &&
           [&] { // (old), and nothing else: (old HK$100) is behind the label of the new one
               const std::uint32_t close = versions_.at(label.end + 1, line.end)->end;
               return close < line.end && a_.cp[close] == U')';
           }();
}

std::uint32_t PriceChange::begin_of_price(std::uint32_t at, std::uint32_t end) const {
    for (auto by = actions_.at(at, end); by; by = actions_.at(at, end)) at = by->end; // raised
    if (at < end && lexicon::is_digit(a_.cp[at])) {                                   // by 10% to 75.5
        const auto by = text::number_at(a_, at, end);
        if (by && by->range.end < end && a_.cp[by->range.end] == U'%')
            if (const auto to = to_.at(by->range.end + 1, end)) return to->end;
    }
    if (const auto to = to_.at(at, end)) return to->end;
    const auto from = from_.at(at, end);
    if (!from) return at;
    const std::uint32_t reach = std::min(end, from->end + revision_reach);
    for (std::uint32_t i = from->end; i < reach; ++i)
        if (const auto to = to_.at(i, reach)) return past_colon(to->end, end);
    return end;
}

std::uint32_t PriceChange::past_colon(std::uint32_t at, std::uint32_t end) const {
    while (at < end && a_.cp[at] == U':') ++at;
    return at;
}

std::optional<std::uint32_t> PriceChange::past_arrow(std::uint32_t at, std::uint32_t end) const {
    const std::uint32_t reach = std::min(end, at + longest_arrow);
    while (at < reach && (a_.cp[at] == U'-' || a_.cp[at] == U'=' || a_.cp[at] == U'\u2014')) ++at;
    if (at >= reach || !may_end_arrow(a_.cp[at]) || points_left(a_.cp[at]) || is_upright(a_.cp[at]))
        return std::nullopt;
    while (at < reach && may_end_arrow(a_.cp[at])) ++at;
    return at;
}

std::optional<std::uint32_t> PriceChange::replaced_at(std::uint32_t at, std::uint32_t end) const {
    if (const auto arrow = past_arrow(at, end)) return arrow;
    if (version_at(at, end) == "old") { // 100 (old) / 120 (new)
        std::uint32_t close = at;
        const bool opened = a_.cp[at] == U'(';
        if (const auto hit = versions_.at(at + (opened ? 1 : 0), end)) close = hit->end;
        if (!opened || close >= end || a_.cp[close] != U')') return std::nullopt;
        ++close;
        while (close < end && std::u32string_view(U"/,;|").find(a_.cp[close]) != std::u32string_view::npos)
            ++close;
        return past_arrow(close, end).value_or(close);
    }
    std::uint32_t from = at;
    for (auto by = actions_.at(from, end); by && by->end > from; by = actions_.at(from, end)) from = by->end;
    const auto to = to_.at(from, end);
    if (!to) return std::nullopt;
    // "to" alone may be that of a range; a word of change stands before it, or is part of it
    const bool bare = to->end - to->begin == 1 || lexicon::is_ascii_letter(a_.cp[to->begin]);
    return bare && from == at ? std::nullopt : std::optional(to->end);
}

} // namespace yanbao::facts
