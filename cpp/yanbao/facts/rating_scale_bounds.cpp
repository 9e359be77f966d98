#include "yanbao/facts/rating_scale_bounds.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t word_reach = 2;    ///< between a number and the word that says or more
constexpr std::uint32_t longest_bare = 16; ///< of a clause that is a bound and nothing else

} // namespace

BoundsReader::BoundsReader(const Context& context)
    : a_(context.document.atoms), words_(context, "excess_word"), indexes_(context, "benchmark_index"),
      points_(context, "percent_word") {}

std::optional<ScaleBounds> BoundsReader::read(Range clause) const {
    const auto percents = percents_in(clause);
    const Said said = said_in(clause);
    const bool directed = said.above || said.below || said.gain || said.loss || said.level;
    if (percents.empty()) {
        if (!said.relative || !directed) return std::nullopt;
        if (has_bare_bound(clause)) return ScaleBounds{{}, {}, {}, {}, true, false};
        ScaleBounds bounds;
        if (said.level)
            bounds.level = true;
        else if (said.below)
            bounds.high = 0.0;
        else if (said.above)
            bounds.low = 0.0;
        else
            return std::nullopt;
        return bounds;
    }
    // `Buy: 20 % and more` says no more, under a title that says against what
    const bool bare = clause.size() <= longest_bare && (said.more || said.less || percents.size() == 2 ||
                                                        sign_before(clause, percents[0]) != 0);
    if (!directed && !said.relative && !bare) return std::nullopt;
    for (const Percent& p : percents)
        if (!p.readable) return ScaleBounds{{}, {}, {}, {}, true, false};
    if (percents.size() > 2) return ScaleBounds{{}, {}, {}, {}, true, false};
    if (percents.size() == 2)
        return two(percents[0], percents[1], said_in({clause.begin, percents[0].range.begin}));
    return one(clause, percents[0], said);
}

BoundsReader::Said BoundsReader::said_in(Range r) const {
    Said said;
    for (const auto& hit : words_.in(r)) {
        const auto key = words_.key(hit);
        if (key == "above")
            said.above = true;
        else if (key == "below")
            said.below = true;
        else if (key == "gain")
            said.gain = true;
        else if (key == "loss")
            said.loss = true;
        else if (key == "more")
            said.more = true;
        else if (key == "less")
            said.less = true;
        else if (key == "level")
            said.level = true;
        else
            said.relative = true;
    }
    said.relative = said.relative || indexes_.any_in(r);
    return said;
}

// `> 20 %`
char32_t BoundsReader::sign_before(Range clause, const Percent& p) const {
    const char32_t c = p.range.begin > clause.begin ? a_.cp[p.range.begin - 1] : U'\0';
    if (c == U'>' || c == U'\u2265' || c == U'\u2267') return U'>';
    return c == U'<' || c == U'\u2264' || c == U'\u2266' ? U'<' : U'\0';
}

// `within 10 % of the index`, the word before the figure.
bool BoundsReader::said_within(Range before) const {
    const auto hits = words_.in(before);
    return !hits.empty() && words_.key(hits.back()) == "within" && hits.back().end == before.end;
}

// `above/below the index by less than 10 %`
bool BoundsReader::said_either_way(Range before) const {
    const auto hits = words_.in(before);
    for (std::size_t i = 1; i < hits.size(); ++i) {
        const auto a = words_.key(hits[i - 1]), b = words_.key(hits[i]);
        const bool ways = (a == "above" && b == "below") || (a == "below" && b == "above");
        const bool joined = hits[i].begin == hits[i - 1].end + 1 && a_.cp[hits[i - 1].end] == U'/';
        if (ways && joined) return true;
    }
    return false;
}

bool BoundsReader::less_right_before(Range clause, std::uint32_t at) const {
    for (const auto& hit : words_.in({clause.begin, at}))
        if (words_.key(hit) == "below" && hit.end + 1 >= at) return true;
    return false;
}

ScaleBounds BoundsReader::one(Range clause, const Percent& p, const Said& said) const {
    ScaleBounds b;
    const auto low = [&](double v) { b.low = v, b.low_at = p.range; };
    const auto high = [&](double v) { b.high = v, b.high_at = p.range; };
    bool within = said_within({clause.begin, p.range.begin});
    for (const auto& hit : words_.in({p.range.end, std::min(clause.end, p.range.end + word_reach + 2)}))
        within = within || words_.key(hit) == "within";
    const char32_t sign = sign_before(clause, p);
    if (sign == U'>') {
        low(p.value);
    } else if (sign == U'<') {
        high(p.value);
    } else if (p.both || within || said_either_way({clause.begin, p.range.begin})) {
        low(-std::abs(p.value));
        high(std::abs(p.value));
    } else if (p.minus) {
        if (said.less || said.below || said.loss)
            high(p.value);
        else if (said.more || said.above)
            low(p.value);
        else
            b.unreadable = true;
    } else if (said.loss || said.below) {
        // a gain below 5 % is no loss of 5 %
        const bool of_gain = said.gain && !said.loss && less_right_before(clause, p.range.begin);
        high(of_gain ? p.value : -p.value);
    } else if (said.less) {
        high(p.value);
    } else if (said.more || said.above || said.gain) {
        low(p.value);
    } else {
        b.unreadable = true;
    }
    return b;
}

ScaleBounds BoundsReader::two(const Percent& a, const Percent& b, const Said& before) {
    ScaleBounds bounds;
    if (a.both || b.both) {
        bounds.unreadable = true;
        return bounds;
    }
    const bool unsigned_loss = (before.below || before.loss) && !a.minus && !b.minus && !a.plus && !b.plus;
    const Percent& least = a.value <= b.value ? a : b;
    const Percent& most = a.value <= b.value ? b : a;
    if (least.value == most.value) { // a lost sign
        bounds.unreadable = true;
        return bounds;
    }
    bounds.low = unsigned_loss ? -most.value : least.value;
    bounds.high = unsigned_loss ? -least.value : most.value;
    bounds.low_at = unsigned_loss ? most.range : least.range;
    bounds.high_at = unsigned_loss ? least.range : most.range;
    return bounds;
}

} // namespace yanbao::facts
