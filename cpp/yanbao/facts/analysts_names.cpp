#include "yanbao/facts/analysts_names.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t shortest_person = 2, longest_person = 4, usual_person = 3;
constexpr std::size_t most_names = 8; ///< behind one role

} // namespace

PersonNames::PersonNames(const Context& context)
    : a_(context.document.atoms), surnames_(context, "surname"), ratings_(context, "rating"),
      sector_ratings_(context, "sector_rating"), labels_(context, "cover_label"),
      sectors_(context, "cover_sector"), single_(characters_of(context, "surname", "single")) {}

bool PersonNames::is_name(Range r, bool vouched) const {
    if (r.size() < shortest_person || r.size() > longest_person) return false;
    for (const Words* words : {&ratings_, &sector_ratings_, &labels_, &sectors_})
        if (words->any_in(r)) return false;
    if (const auto surname = surnames_.at(r.begin, r.end)) return surname->end < r.end;
    if (vouched) return true;
    return r.size() <= usual_person && single_.find(a_.cp[r.begin]) != single_.npos;
}

// Runs of characters, parted by anything else and by white space; a character alone joins the one behind the space.
std::vector<Range> PersonNames::runs(Range r, std::size_t most) const {
    std::vector<Range> found;
    for (std::uint32_t at = r.begin; at < r.end && found.size() < most;) {
        if (!lexicon::is_cjk(a_.cp[at])) {
            ++at;
            continue;
        }
        Range run{at, at + 1};
        const bool unit =
            at > r.begin && lexicon::is_digit(a_.cp[at - 1]); // the day of a date begins no name
        while (run.end < r.end && lexicon::is_cjk(a_.cp[run.end])) {
            const bool spaced = a_.has(run.end, text::flag::gap) || a_.has(run.end, text::flag::line_start);
            if (spaced && (unit || run.size() >= shortest_person)) break;
            ++run.end;
        }
        at = run.end;
        found.push_back(run);
    }
    return found;
}

std::vector<Range> PersonNames::leading(Range r, bool vouched) const {
    std::vector<Range> names;
    std::uint32_t end = r.begin;
    for (Range run : runs(r, most_names)) {
        for (std::uint32_t i = end; i < run.begin; ++i) // only marks may part names
            if (lexicon::is_ascii_letter(a_.cp[i]) || lexicon::is_digit(a_.cp[i])) return names;
        const bool counts = run.end + 1 < r.end && lexicon::is_digit(a_.cp[run.end]) &&
                            lexicon::is_digit(a_.cp[run.end + 1]) && // one is a footnote
                            !a_.has(run.end, text::flag::gap) &&     // prose: "guides 2024 ..."
                            !a_.has(run.end, text::flag::line_start);
        if (counts) return names;
        if (!is_name(run, vouched && names.empty())) {
            const bool lone = !names.empty() && run.size() == 1 && names.back().end == run.begin;
            if (!lone || names.back().size() >= usual_person) return names;
            names.back().end = run.end;
        } else {
            names.push_back(run);
        }
        end = run.end;
    }
    return names;
}

Range PersonNames::trailing(Range r) const {
    const auto all = runs(r, r.size());
    for (std::size_t i = all.size(); i-- > 0;) {
        if (is_name(all[i], false)) return all[i];
        const bool beside_sector = i > 0 && a_.has(all[i].begin, text::flag::gap);
        if (!beside_sector) break;
    }
    return {};
}

bool PersonNames::whole(Range r) const {
    const Range bare = text::trimmed(a_, r, U":,()\u25CF*");
    return !bare.empty() && is_name(bare, false) &&
           std::all_of(a_.cp.begin() + bare.begin, a_.cp.begin() + bare.end, lexicon::is_cjk);
}

} // namespace yanbao::facts
