#include "yanbao/facts/meta_rating_prose.hpp"

#include "yanbao/facts/meta_words.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::BlockKind;
using lexicon::Hit;
using text::Range;

constexpr std::uint32_t action_before = 14,
                        latin_action_before = 4; ///< atoms between "maintain" and the rating
constexpr std::uint32_t label_behind = 4;        ///< its closing quote, an A for its risk
constexpr std::uint32_t longest_verb = 6;        ///< before a quoted rating
constexpr std::uint32_t label_before = 3;        ///< a rating of "buy": a link and a quote

class ProseRating {
  public:
    ProseRating(const Context& context, Facts& facts)
        : c_(context), facts_(facts), ratings_(context, "rating"), actions_(context, "rating_action"),
          labels_(context, "rating_label"), gives_(context, "gives_word") {}

    void run() {
        search();
        label_before_ = true;
        if (rating_.empty()) search();
        if (conflict_) {
            add_finding(facts_, c_, "rating_conflict", Severity::warning, facts_.meta.ticker,
                        "the text gives several ratings: none is taken", rating_);
            return;
        }
        if (rating_.empty()) return;
        facts_.meta.rating = c_.document.squeezed(rating_);
        note_field(facts_.meta, "rating", c_, rating_);
        facts_.meta.rating_action = c_.document.squeezed(action_);
        note_field(facts_.meta, "rating_action", c_, action_);
    }

  private:
    void search() {
        for (const auto& block : c_.document.blocks)
            if (block.kind == BlockKind::paragraph || block.kind == BlockKind::item ||
                block.kind == BlockKind::heading)
                for (const Hit& hit : ratings_.in(block.atoms)) judge(hit, block.atoms);
    }

    void judge(const Hit& hit, Range within) {
        if (ratings_.key(hit) == "none") return;
        const bool latin = lexicon::is_ascii_letter(c_.document.atoms.cp[hit.begin]);
        const std::uint32_t from = hit.begin - std::min(hit.begin - within.begin, action_before);
        auto before = actions_.in({from, hit.begin});
        if (latin && !before.empty() && before.back().end + latin_action_before < hit.begin) before = {};
        if (!is_labelled(hit, within) && !is_given(hit, within) && !(latin && !before.empty())) return;
        const Range rating{hit.begin, hit.end};
        if (!rating_.empty() && ratings_.key(hit) != key_) {
            conflict_ = true;
            return;
        }
        if (rating_.empty()) rating_ = rating, key_ = ratings_.key(hit);
        if (action_.empty() && !before.empty()) action_ = {before.back().begin, before.back().end};
    }

    bool is_labelled(const Hit& hit, Range within) const {
        const auto before = label_before_ ? labels_.in({within.begin, hit.begin}) : labels_.in({});
        if (!before.empty() && before.back().end + label_before >= hit.begin) return is_own(before.back());
        const std::uint32_t last = std::min(hit.end + label_behind, within.end);
        for (std::uint32_t at = hit.end; at < last; ++at)
            if (const auto label = labels_.at(at, within.end)) return is_own(*label);
        return false;
    }
    // We give "buy": in quotes behind a verb, without a word for rating.
    bool is_given(const Hit& hit, Range within) const {
        const auto& cp = c_.document.atoms.cp;
        const bool quoted = hit.begin > within.begin && hit.end < within.end && is_quote(cp[hit.begin - 1]) &&
                            is_quote(cp[hit.end]);
        if (!quoted) return false;
        const std::uint32_t at = hit.begin - 1;
        const auto verbs = gives_.in({at - std::min(at - within.begin, longest_verb), at});
        return !verbs.empty() && verbs.back().end == at;
    }
    static bool is_quote(char32_t c) { return c == U'"' || c == U'\'' || c == U'\u300C' || c == U'\u300D'; }
    bool is_own(const Hit& label) const {
        return labels_.key(label) == "any" || labels_.key(label) == "stock";
    }

    const Context& c_;
    Facts& facts_;
    Words ratings_, actions_, labels_, gives_;
    Range rating_, action_;
    std::string_view key_;
    bool conflict_ = false, label_before_ = false;
};

} // namespace

void read_rating_in_prose(const Context& context, Facts& facts) { ProseRating(context, facts).run(); }

} // namespace yanbao::facts
