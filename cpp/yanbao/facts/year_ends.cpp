#include "yanbao/facts/year_ends.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/period_labels.hpp"

#include <set>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t reach_to_month = 12;     ///< atoms between the words and the month
constexpr std::uint32_t reach_back_to_month = 9; ///< the name of a month, right before them

// 31 March, Mar 31, the 3rd month with its character; a name inside a word is none.
int month_in(const text::Atoms& atoms, Range r) {
    for (std::uint32_t at = r.begin; at < r.end; ++at) {
        if (lexicon::is_ascii_letter(atoms.cp[at])) {
            const bool inside =
                at > r.begin && lexicon::is_ascii_letter(atoms.cp[at - 1]) && !atoms.has(at, text::flag::gap);
            const auto month = text::month_name_at(atoms, at, r.end);
            if (!inside && month.number != 0) return month.number;
        }
        if (!lexicon::is_digit(atoms.cp[at])) continue;
        if (const auto day = text::date_at(atoms, at, r.end)) return day->month;
        std::uint32_t end = at;
        int value = 0;
        while (end < r.end && lexicon::is_digit(atoms.cp[end]) && end - at < 4)
            value = value * 10 + static_cast<int>(atoms.cp[end++] - U'0');
        if (end < r.end && atoms.cp[end] == lexicon::han::month && value >= 1 && value <= 12) return value;
        at = end - 1;
    }
    return 0;
}

// Beside one word that tells of the end of fiscal years.
int month_beside(const Context& context, std::string_view key, const lexicon::Hit& hit, Range within) {
    const auto& atoms = context.document.atoms;
    if (key == "year_end") {
        if (const int month = month_in(atoms, {hit.end, std::min(within.end, hit.end + reach_to_month)}))
            return month;
        const std::uint32_t near = hit.begin - std::min(hit.begin - within.begin, reach_back_to_month);
        return month_in(atoms, {near, hit.begin}); // March YE
    }
    if (key != "year_end_behind") return 0;
    const std::uint32_t from = hit.begin - std::min(hit.begin - within.begin, reach_to_month);
    return month_in(atoms, {from, hit.begin});
}

} // namespace

int printed_year_end(const Context& context, Range r) {
    const auto words = context.lexicon.find_category("footnote");
    if (!words || r.empty()) return 0;
    for (const auto& hit : context.document.hits_in(*words, r))
        if (const int month = month_beside(context, context.lexicon.key(*words, hit.key), hit, r); month != 0)
            return month;
    return 0;
}

int year_end_of_corner(const Context& context, Range r) {
    const auto& cp = context.document.atoms.cp;
    if (r.size() < 3 || lexicon::lower(cp[r.begin]) != U'f' || lexicon::lower(cp[r.begin + 1]) != U'y')
        return 0;
    return text::month_name_at(context.document.atoms, r.begin + 2, r.end).number;
}

void read_year_end(const Context& context, Facts& facts) {
    const auto words = context.lexicon.find_category("footnote");
    const auto ticker = parse_ticker(facts.meta.ticker);
    if (!words || !ticker || quote_currency(*ticker) == "CNY") return;
    std::set<int> months;
    Range last;
    const Range whole{0, context.document.atoms.size()};
    for (const auto& hit : context.document.hits_in(*words, whole)) {
        const int month = month_beside(context, context.lexicon.key(*words, hit.key), hit, whole);
        if (month == 0) continue;
        months.insert(month);
        last = {hit.begin, hit.end};
    }
    if (months.size() == 1) facts.year_end_month = *months.begin();
    if (months.size() < 2) return;
    facts.year_end_month = -1;
    add_finding(facts, context, "year_end_unclear", Severity::info, facts.meta.ticker,
                "fiscal years of several ends are printed, and not whose: `period_end` is left out", last);
}

} // namespace yanbao::facts
