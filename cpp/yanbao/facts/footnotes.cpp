#include "yanbao/facts/footnotes.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/year_ends.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::facts {

namespace {

using text::Range;

bool parts_clauses(char32_t c) { return c == U';' || c == U'\u3002'; }

class FootnoteReader {
  public:
    explicit FootnoteReader(const Context& context)
        : c_(context), words_(context.lexicon.category("footnote")) {}

    Footnote read(Range clause) const {
        Footnote note;
        note.clause = clause;
        for (const auto& hit : c_.document.hits_in(words_, clause)) {
            const std::string& key = c_.lexicon.key(words_, hit.key);
            if (key == "adjusted") note.adjusted = true;
            if (key == "per_ads" && !note.shares_per_ads)
                note.shares_per_ads = shares_behind(hit.end, clause.end);
            if (key == "consensus") note.origin = "consensus:" + vendor(clause, hit);
            if (key == "fiscal_years" && !note.first_fiscal_year) years_before(clause.begin, hit.begin, note);
            if (note.year_end_month == 0) note.year_end_month = printed_year_end(c_, clause);
        }
        return note;
    }

  private:
    // each ADS = 2 shares
    std::optional<double> shares_behind(std::uint32_t from, std::uint32_t end) const {
        const auto& atoms = c_.document.atoms;
        for (std::uint32_t at = from; at < std::min(end, from + 4); ++at)
            if (const auto n = text::number_at(atoms, at, end)) return n->value;
        return std::nullopt;
    }

    // The one that stands nearest: a company of the table may have a vendor's name.
    std::string vendor(Range clause, const lexicon::Hit& said) const {
        const auto category = c_.lexicon.category("consensus_vendor");
        const lexicon::Hit* closest = nullptr;
        std::uint32_t least = 0;
        for (const auto& hit : c_.document.hits_in(category, clause)) {
            const std::uint32_t away = hit.end <= said.begin   ? said.begin - hit.end
                                       : hit.begin >= said.end ? hit.begin - said.end + 1
                                                               : 0;
            if (closest == nullptr || away < least) closest = &hit, least = away;
        }
        return closest == nullptr ? std::string("unnamed") : c_.lexicon.key(category, closest->key);
    }

    // 2023-2025 before the word: the years that the first and the last column stand for
    void years_before(std::uint32_t begin, std::uint32_t end, Footnote& note) const {
        for (std::uint32_t at = begin; at < end;) {
            const auto n = text::number_at(c_.document.atoms, at, end);
            if (!n) {
                ++at;
                continue;
            }
            const auto year = static_cast<std::int32_t>(std::abs(n->value)); // the dash of a span is no sign
            if (year >= 1990 && year < 2060) {
                if (!note.first_fiscal_year) note.first_fiscal_year = year;
                note.last_fiscal_year = year;
            }
            at = n->range.end;
        }
    }

    const Context& c_;
    lexicon::CategoryId words_;
};

// It speaks of some rows only, or of other figures too.
bool is_limited(const Context& context, Range clause) {
    const Words words(context, "footnote");
    const auto hits = words.in(clause);
    return std::any_of(hits.begin(), hits.end(),
                       [&](const lexicon::Hit& hit) { return words.key(hit) == "limited"; });
}

} // namespace

Footnotes::Footnotes(const Context& context, const table::Grid& grid) : c_(context) {
    const Words rest(context, "footnote");
    const auto& atoms = context.document.atoms;
    for (std::uint32_t at = grid.note.begin; at < grid.note.end;) {
        std::uint32_t end = at;
        while (end < grid.note.end && !parts_clauses(atoms.cp[end]) &&
               (end == at || !atoms.has(end, text::flag::wall)))
            ++end;
        const Range clause{at, end};
        Range before = clause, behind;
        for (const auto& hit : rest.in(clause))
            if (behind.empty() && rest.key(hit) == "rest") before.end = hit.begin, behind = {hit.begin, end};
        add(before, before, false);
        if (!behind.empty()) add(behind, clause, true);
        at = end < grid.note.end && parts_clauses(atoms.cp[end]) ? end + 1 : end;
    }
    named_.resize(notes_.size());
    bound_.resize(notes_.size());
}

void Footnotes::add(Range said, Range names, bool rest) {
    Footnote note = FootnoteReader(c_).read(said);
    note.names = names;
    note.rest = rest;
    if (note.adjusted || note.shares_per_ads || !note.origin.empty() || note.first_fiscal_year ||
        note.year_end_month > 0)
        notes_.push_back(std::move(note));
}

bool Footnotes::names(const Footnote& note, std::u32string_view name, std::u32string_view rating) const {
    const auto bare = name.substr(0, name.find(U'-')); // without -SW, -W
    const auto clause = c_.document.view(note.names);
    const auto says = [&](std::u32string_view word) {
        return word.size() >= 2 && clause.find(word) != clause.npos;
    };
    return says(bare) || says(rating);
}

void Footnotes::look_at(std::u32string_view name, std::u32string_view rating) {
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        named_[i] = named_[i] || names(notes_[i], name, rating);
        notes_[i].whole =
            !notes_[i].rest && !named_[i] && !notes_[i].origin.empty() && !is_limited(c_, notes_[i].clause);
    }
}

std::vector<const Footnote*> Footnotes::of(std::u32string_view name, std::u32string_view rating) {
    std::vector<const Footnote*> out;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        const Footnote& note = notes_[i];
        if (!note.whole && names(note, name, rating) == note.rest) continue;
        bound_[i] = true;
        out.push_back(&note);
    }
    return out;
}

std::string Footnotes::origin_in(const Context& context, Range caption) {
    return caption.empty() || is_limited(context, caption) ? std::string()
                                                           : FootnoteReader(context).read(caption).origin;
}

void Footnotes::report_unbound(std::int64_t table_id, Facts& facts, bool origins_only) const {
    for (std::size_t i = 0; i < bound_.size(); ++i)
        if (!bound_[i] && (!origins_only || !notes_[i].origin.empty()))
            add_table_finding(
                facts, c_, "footnote_unbound", Severity::warning, table_id, "coverage, estimates",
                "no row is named by: " + c_.document.printed(notes_[i].clause), notes_[i].clause);
}

std::string qualifier(const std::vector<const Footnote*>& notes) {
    bool adjusted = false;
    std::string ads;
    for (const Footnote* note : notes) {
        adjusted = adjusted || note->adjusted;
        if (!note->shares_per_ads) continue;
        ads = std::to_string(*note->shares_per_ads);
        ads.erase(ads.find_last_not_of('0') + 1);
        if (ads.back() == '.') ads.pop_back();
    }
    std::string out = adjusted ? "adjusted" : "";
    if (!ads.empty()) out += (out.empty() ? "per_ads:" : ";per_ads:") + ads;
    return out;
}

} // namespace yanbao::facts
