#include "yanbao/facts/meta_rating.hpp"

#include "yanbao/facts/meta_subject.hpp"
#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::Hit;
using text::Range;

constexpr std::uint32_t longest_rating_line = 60;
constexpr std::uint32_t label_reach = 14; ///< a sector may stand between: 行业评级：电子 领先大市
constexpr std::uint32_t action_reach = 3;
constexpr char32_t arrow = U'\u2192';

class RatingFinder {
  public:
    RatingFinder(const Context& context, const Cover& cover)
        : c_(context), cover_(cover), stock_(context, "rating"), sector_(context, "sector_rating"),
          actions_(context, "rating_action"), labels_(context, "rating_label"), left_(context, "rating_left"),
          d_(context.document), from_(characters_of(context, "rating_change", "from")) {}

    std::vector<PrintedRating> run() {
        std::vector<PrintedRating> found;
        for (const CoverLine& line : cover_.lines()) {
            if (line.body.size() > longest_rating_line) continue;
            for (Range rating : words_in(line.body))
                if (auto printed = judged(line, rating)) found.push_back(*printed);
        }
        return found;
    }

  private:
    // Ratings of stocks and of sectors, the longer where they overlap.
    std::vector<Range> words_in(Range r) const {
        std::vector<Range> words;
        for (const Hit& hit : stock_.in(r))
            if (stock_.key(hit) != "none") words.push_back({hit.begin, hit.end});
        for (const Hit& hit : sector_.in(r)) words.push_back({hit.begin, hit.end});
        std::sort(words.begin(), words.end(),
                  [](Range a, Range b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
        std::vector<Range> kept;
        for (Range w : words)
            if (kept.empty() || w.begin >= kept.back().end) kept.push_back(w);
        return kept;
    }

    std::optional<PrintedRating> judged(const CoverLine& line, Range rating) const {
        PrintedRating p{&line, rating, action_of(line.body, rating), {}, false, false, 0};
        if (is_left(line.body, rating)) return std::nullopt;
        if (const auto label = label_of(line, rating)) {
            if (labels_.key(label->key) == "previous") return std::nullopt;
            p.label = {label->begin, label->end};
            p.of_sector = labels_.key(label->key) == "sector";
            p.of_stock = labels_.key(label->key) == "stock";
            p.strength = 3;
        } else if (!p.action.empty() && (line.rest == 0 || bracketed(p.action))) {
            p.strength = 2;
        } else if (line.rest == 0) {
            p.strength = 1;
        }
        if (!p.of_sector && subject_in(c_, line.body))
            p.of_stock = true; // a company's name and code, and its rating
        return p.strength > 0 ? std::optional(p) : std::nullopt;
    }

    // from "buy" to "hold", buy -> hold, hold (previously buy): the one that was given before.
    bool is_left(Range line, Range rating) const {
        const auto& a = c_.document.atoms;
        const auto is_mark = [&](std::uint32_t at) {
            return std::u32string_view(U"\"'\u300C\u300D").find(a.cp[at]) != std::u32string_view::npos;
        };
        std::uint32_t before = rating.begin, after = rating.end;
        while (before > line.begin && is_mark(before - 1)) --before;
        while (after < line.end && is_mark(after)) ++after;
        const bool to_another =
            after < line.end &&
            (a.cp[after] == arrow || d_.view({after, std::min(after + 2, line.end)}) == U"->");
        const bool from = before > line.begin && from_.find(a.cp[before - 1]) != from_.npos;
        if (to_another || from) return any_rating({rating.end, line.end});
        const auto left = left_.in({line.begin, before});
        return !left.empty() && left.back().end == before &&
               (any_rating({line.begin, before}) || any_rating({rating.end, line.end}));
    }

    bool any_rating(Range r) const {
        const auto hits = stock_.in(r);
        return sector_.any_in(r) || std::any_of(hits.begin(), hits.end(),
                                                [&](const Hit& hit) { return stock_.key(hit) != "none"; });
    }

    // On the same line before the rating, or all of the line above.
    std::optional<Hit> label_of(const CoverLine& line, Range rating) const {
        const auto before = labels_.in({line.body.begin, rating.begin});
        if (!before.empty())
            return before.back().end + label_reach >= rating.begin ? std::optional(before.back())
                                                                   : std::nullopt;
        const CoverLine* above = line.rest == 0 ? cover_.before(line) : nullptr;
        if (!above) return std::nullopt;
        const auto whole = labels_.whole(above->body);
        return whole ? std::optional(Hit{above->body.begin, above->body.end, *whole}) : std::nullopt;
    }

    // 首次评级 says 首次.
    Range without_label(Range action) const {
        for (const Hit& hit : labels_.in(action))
            if (hit.end == action.end && hit.begin > action.begin) action.end = hit.begin;
        return action;
    }

    // ...买入（维持） at the end of a title
    bool bracketed(Range action) const {
        const auto& a = c_.document.atoms;
        if (action.begin == 0 || a.cp[action.begin - 1] != U'(' || action.end >= a.size()) return false;
        if (a.cp[action.end] == U')') return true;
        const auto left = left_.at(action.end, a.size()); // (downgrade from buy)
        return left.has_value();
    }

    Range action_of(Range line, Range rating) const {
        for (const Hit& hit : actions_.in(line)) {
            const bool behind = hit.begin >= rating.end && hit.begin <= rating.end + action_reach;
            const bool before = hit.end <= rating.begin && hit.end + action_reach >= rating.begin;
            if (behind || before) return without_label({hit.begin, hit.end});
        }
        return {};
    }

    const Context& c_;
    const Cover& cover_;
    Words stock_, sector_, actions_, labels_, left_;
    const layout::Document& d_;
    std::u32string_view from_; ///< characters before the rating that a report leaves
};

} // namespace

std::vector<PrintedRating> printed_ratings(const Context& context, const Cover& cover) {
    return RatingFinder(context, cover).run();
}

} // namespace yanbao::facts
