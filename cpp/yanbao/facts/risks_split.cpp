#include "yanbao/facts/risks_split.hpp"

#include "yanbao/facts/theme_chunks.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_risk_headline = 60;
constexpr std::uint32_t shortest_statement = 5; ///< a shorter part of an enumeration is one of its subjects
constexpr std::u32string_view risk_ornaments = U",;:.!?*~#\"'\u3001\u3002\u25CF\u00B7";
constexpr std::u32string_view commas = U",\u3001";

// Bullets, bars and the like before a statement.
bool is_ornament(char32_t c) {
    const bool opens = c == U'(' || c == U'\u300A' || c == U'\u3010' || c == U'"' || c == U'\'';
    return c < 0x2E80 && !lexicon::is_ascii_letter(c) && !lexicon::is_digit(c) && !opens;
}

} // namespace

RiskSplitter::RiskSplitter(const layout::Document& document, const lexicon::Lexicon& l)
    : d_(document), a_(document.atoms), marks_(l), etc_(l, "risk_etc"), ending_(l, "risk_ending"),
      opening_(l, "risk_prose", "opening"), cause_(l, "risk_prose", "cause"), lead_(l, "risk_prose", "lead"),
      boilerplate_(l, "risk_boilerplate") {}

Range RiskSplitter::without_etc(Range r) const {
    return etc_.without_back(a_, text::trimmed(a_, r, risk_ornaments));
}

Range RiskSplitter::cleaned(Range r) const {
    r = text::trimmed(a_, lead_.without_front(a_, without_etc(r)), risk_ornaments);
    while (!r.empty() && is_ornament(a_.cp[r.begin])) ++r.begin;
    return r;
}

// Parts between characters of a set, brackets left whole.
std::vector<Range> RiskSplitter::cut(Range r, std::u32string_view set) const {
    std::vector<Range> parts;
    Range part{r.begin, r.begin};
    for (std::uint32_t at = r.begin; at < r.end;) {
        const std::uint32_t behind = behind_bracket(a_, at, r.end);
        if (behind == at && set.find(a_.cp[at]) != set.npos) {
            part.end = at;
            if (!part.empty()) parts.push_back(part);
            part.begin = at + 1;
        }
        at = std::max(behind, at + 1);
    }
    part.end = r.end;
    if (!part.empty()) parts.push_back(part);
    return parts;
}

std::vector<Range> RiskSplitter::sentences(Range r) const {
    std::vector<Range> parts;
    std::uint32_t from = r.begin;
    for (std::uint32_t at = r.begin; at < r.end; ++at)
        if (stop_at(a_, at, r.end) == Stop::full) {
            if (at > from) parts.push_back({from, at});
            from = at + 1;
        }
    if (from < r.end) parts.push_back({from, r.end});
    return parts;
}

// The texts behind 1) 2) 3), where they count up; what stands before the first is their lead-in.
std::vector<Range> RiskSplitter::by_number(Range r) const {
    std::vector<Range> parts;
    ListMark last;
    for (std::uint32_t at = r.begin; at < r.end; ++at) {
        const bool apart = at == r.begin || stop_at(a_, at - 1, r.end) || a_.cp[at - 1] == U'\u3001' ||
                           a_.has(at, text::flag::gap | text::flag::line_start);
        if (!apart) continue;
        const ListMark mark = marks_.number_at(a_, at, r.end);
        if (!mark || mark.number != (last ? last.number + 1 : 1) || (last && mark.form != last.form))
            continue;
        if (!parts.empty()) parts.back().end = at;
        parts.push_back({mark.end, r.end});
        last = mark;
        at = mark.end - 1;
    }
    return parts;
}

Headline RiskSplitter::headline(Range r) const {
    for (std::uint32_t at = r.begin; at < r.end && at - r.begin <= longest_risk_headline; ++at) {
        const std::uint32_t behind = behind_bracket(a_, at, r.end);
        if (behind > at) {
            at = behind - 1;
            continue;
        }
        const auto stop = stop_at(a_, at, r.end);
        if (stop == Stop::colon || stop == Stop::full) return {cleaned({r.begin, at}), {at + 1, r.end}};
    }
    return {cleaned(r), {}};
}

bool RiskSplitter::explains(Range rest) const {
    rest = text::trimmed(a_, rest, risk_ornaments);
    if (rest.empty()) return false;
    const auto more = sentences(rest);
    return std::any_of(more.begin(), more.end(), [&](Range sentence) {
        sentence = text::trimmed(a_, sentence, risk_ornaments);
        return !ends_as_risk(sentence) || opening_.at_front(a_, sentence) > 0 ||
               sentence.size() > longest_risk_headline;
    });
}

// Half of a statement: the subject of an enumeration, or a cause whose effect follows.
bool RiskSplitter::is_cut_short(Range r, bool within_semicolons) const {
    r = text::trimmed(a_, r, risk_ornaments);
    const bool causes = cause_.is_in(d_, r);
    if (within_semicolons && causes) return true;
    if (ending_.at_back(a_, r) > 0 || etc_.at_back(a_, r) > 0) return false;
    return within_semicolons || r.size() < shortest_statement || causes || opening_.at_front(a_, r) > 0;
}

void RiskSplitter::split_list(Range r, std::vector<Range>& into) const {
    const auto parts = cut(r, U";");
    for (Range part : parts) {
        const auto pieces = cut(part, commas);
        const auto complete = static_cast<std::size_t>(
            std::count_if(pieces.begin(), pieces.end(), [&](Range p) { return ends_as_risk(p); }));
        const bool told = 2 * complete >= pieces.size();
        Range open;
        for (Range piece : pieces) {
            if (!open.empty()) piece.begin = open.begin;
            const bool last = piece.end == pieces.back().end;
            open = {};
            if (!last && told && is_cut_short(piece, parts.size() > 1))
                open = piece;
            else if (const Range whole = cleaned(piece); !whole.empty())
                into.push_back(whole);
        }
    }
}

std::vector<Range> RiskSplitter::statements(Range r) const {
    std::vector<Range> out;
    if (const auto numbered = by_number(r); !numbered.empty()) {
        for (Range part : numbered)
            if (const Range head = headline(part).words; !head.empty()) out.push_back(head);
        return out;
    }
    const auto all = sentences(r);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Range sentence = all[i];
        if (i > 0 && (!ends_as_risk(sentence) || opening_.at_front(a_, sentence) > 0 ||
                      sentence.size() > longest_risk_headline))
            break; // what explains the first
        const auto labelled = cut(sentence, U":");
        if (labelled.size() > 1 && ends_as_risk(labelled.front()) && cut(sentence, U";").size() == 1) {
            out.push_back(cleaned(labelled.front()));
            continue;
        }
        split_list(sentence, out);
    }
    return out;
}

} // namespace yanbao::facts
