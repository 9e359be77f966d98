#include "yanbao/facts/footnotes.hpp"

#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

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
            if (key == "consensus") note.origin = "consensus:" + vendor(clause);
            if (key == "fiscal_years" && !note.first_fiscal_year) years_before(clause.begin, hit.begin, note);
            if (key == "year_end")
                note.year_end_month = month_behind(hit.end, clause.end, note.year_end_month);
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

    std::string vendor(Range clause) const {
        const auto category = c_.lexicon.category("consensus_vendor");
        const auto hits = c_.document.hits_in(category, clause);
        return hits.empty() ? std::string("unnamed") : c_.lexicon.key(category, hits.front().key);
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

    int month_behind(std::uint32_t from, std::uint32_t end, int otherwise) const {
        const auto day = text::next_date(c_.document.atoms, from, end);
        return day ? day->month : otherwise;
    }

    const Context& c_;
    lexicon::CategoryId words_;
};

} // namespace

Footnotes::Footnotes(const Context& context, const table::Grid& grid) : c_(context) {
    const FootnoteReader reader(context);
    const auto& cp = context.document.atoms.cp;
    for (std::uint32_t at = grid.note.begin; at < grid.note.end;) {
        std::uint32_t end = at;
        while (end < grid.note.end && !parts_clauses(cp[end])) ++end;
        Footnote note = reader.read({at, end});
        if (note.adjusted || note.shares_per_ads || !note.origin.empty() || note.first_fiscal_year)
            notes_.push_back(std::move(note));
        at = end + 1;
    }
}

std::vector<const Footnote*> Footnotes::of(std::u32string_view name, std::u32string_view rating) {
    std::vector<const Footnote*> out;
    const auto bare = name.substr(0, name.find(U'-')); // without -SW, -W
    bound_.resize(notes_.size());
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        const Footnote& note = notes_[i];
        const auto clause = c_.document.view(note.clause);
        const auto says = [&](std::u32string_view word) {
            return word.size() >= 2 && clause.find(word) != clause.npos;
        };
        if (!says(bare) && !says(rating)) continue;
        bound_[i] = true;
        out.push_back(&note);
    }
    return out;
}

void Footnotes::report_unbound(std::int64_t table_id, Facts& facts) const {
    for (std::size_t i = 0; i < bound_.size(); ++i)
        if (!bound_[i])
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
