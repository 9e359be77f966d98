#include "yanbao/facts/publication_witness.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::PrintedDate;
using text::Range;

constexpr std::uint32_t reach_of_closes = 6; ///< between a day and the word for its closes
constexpr std::uint32_t reach_of_event = 14; ///< from a day to the word that says what was announced on it
constexpr std::uint32_t reach_of_future = 4; ///< of a word before a day that is still to come
constexpr std::uint32_t longest_day_line = 14;

class KnownDays {
  public:
    KnownDays(const Context& context, const Cover& cover)
        : c_(context), a_(context.document.atoms), cover_(cover), words_(context, "known_day") {}

    std::optional<KnownDay> latest() {
        const auto& blocks = c_.document.blocks;
        for (std::uint32_t i = 0; i < blocks.size(); ++i) {
            if (blocks[i].kind == BlockKind::furniture || blocks[i].kind == BlockKind::contents) continue;
            if (words_.any_in(blocks[i].atoms)) read(blocks[i].atoms, i < cover_.end());
        }
        return latest_;
    }

  private:
    void read(Range r, bool on_cover) {
        for (auto date = text::next_date(a_, r.begin, r.end); date;
             date = text::next_date(a_, date->range.end, r.end)) {
            const auto day = date->year > 0 ? date->date() : std::nullopt;
            if (!day || (latest_ && *day <= latest_->date) || is_to_come(r, *date)) continue;
            if (!has_closes(r, *date) && !(on_cover && tells_event(r, *date))) continue;
            if (!cover_.is_reference(date->range)) latest_ = KnownDay{*day, date->range};
        }
    }

    bool is_word(const lexicon::Hit& hit, std::string_view key) const { return words_.key(hit) == key; }

    // "closes of 2024-10-28", and the same with the day behind
    bool has_closes(Range r, const PrintedDate& date) const {
        const std::uint32_t from =
            date.range.begin - std::min(date.range.begin - r.begin, 2 * reach_of_closes);
        const std::uint32_t to = std::min(r.end, date.range.end + 2 * reach_of_closes);
        const auto near = words_.in({from, to});
        return std::any_of(near.begin(), near.end(), [&](const lexicon::Hit& hit) {
            const bool before = hit.end <= date.range.begin;
            const std::uint32_t apart = before ? date.range.begin - hit.end : hit.begin - date.range.end;
            return is_word(hit, "closes") && apart <= reach_of_closes;
        });
    }

    // A sentence that starts with its day: "2025-10-24, the company published its report"
    bool tells_event(Range r, const PrintedDate& date) const {
        const std::uint32_t begin = date.range.begin;
        const auto starts = std::u32string_view(U":;\u3002\u3011\u25CF");
        const bool at_start = begin == r.begin || a_.has(begin, text::flag::line_start) ||
                              starts.find(a_.cp[begin - 1]) != starts.npos;
        if (!at_start) return false;
        std::uint32_t end = std::min(r.end, date.range.end + reach_of_event);
        for (std::uint32_t at = date.range.end; at < end; ++at)
            if (a_.cp[at] == lexicon::han::full_stop) end = at;
        const auto behind = words_.in({date.range.end, end});
        return std::any_of(behind.begin(), behind.end(),
                           [&](const lexicon::Hit& hit) { return is_word(hit, "event"); });
    }

    bool is_to_come(Range r, const PrintedDate& date) const {
        const std::uint32_t begin = date.range.begin;
        const auto before = words_.in({begin - std::min(begin - r.begin, reach_of_future), begin});
        return std::any_of(before.begin(), before.end(),
                           [&](const lexicon::Hit& hit) { return is_word(hit, "to_come"); });
    }

    const Context& c_;
    const text::Atoms& a_;
    const Cover& cover_;
    Words words_;
    std::optional<KnownDay> latest_;
};

} // namespace

std::optional<KnownDay> latest_known_day(const Context& context, const Cover& cover,
                                         std::optional<Date> latest_issue) {
    auto latest = KnownDays(context, cover).latest();
    return latest && latest_issue && latest->date < *latest_issue ? std::nullopt : latest;
}

std::optional<KnownDay> only_day_alone(const Context& context, const Cover& cover) {
    const auto& atoms = context.document.atoms;
    std::optional<KnownDay> only;
    const auto& blocks = context.document.blocks;
    for (std::size_t i = cover.end(); i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        if (block.kind != BlockKind::heading && block.kind != BlockKind::paragraph) continue;
        for (const Range line : printed_lines(atoms, block.atoms)) {
            if (line.size() > longest_day_line) continue;
            const auto date = text::date_at(atoms, line.begin, line.end);
            if (!date || date->range.end != line.end || date->year == 0) continue;
            const auto day = date->date();
            if (!day || cover.is_reference(line)) continue;
            if (only && only->date != *day) return std::nullopt;
            if (!only) only = KnownDay{*day, line};
        }
    }
    return only;
}

void withdraw_early_day(const Context& context, Facts& facts) {
    Meta& meta = facts.meta;
    if (!meta.published) return;
    // no end is printed, and the calendar's need not be the company's: abroad its years may end in any month of their number
    const auto ticker = parse_ticker(meta.ticker);
    const bool own_years = facts.year_end_month <= 0 && ticker && quote_currency(*ticker) != "CNY";
    const auto ends = [&](const Estimate& e) {
        return e.period_end.value_or(Date::month_end(*e.period.year, 12));
    };
    const auto is_actual = [&](const Estimate& e) {
        return e.period.basis == Basis::actual && e.period.year && e.origin == "broker" &&
               e.ticker == meta.ticker && *meta.published < ends(e);
    };
    // a label that prints its month leaves nothing open
    const auto is_open = [&](const Estimate& e) { return own_years && e.period.end_month <= 0; };
    const auto is_later = [&](const Estimate& e) {
        return is_actual(e) && !(is_open(e) && Date::month_end(*e.period.year, 1) <= *meta.published);
    };
    if (std::any_of(facts.estimates.begin(), facts.estimates.end(),
                    [&](const Estimate& e) { return is_open(e) && is_actual(e); })) {
        for (Estimate& e : facts.estimates)
            if (e.ticker == meta.ticker && is_open(e)) e.period_end.reset();
        add_finding(facts, context, "year_end_unclear", Severity::info, meta.ticker,
                    "a year is printed as actual before the calendar's ends, and no end of fiscal years is: "
                    "`period_end` is left out");
    }
    const auto later = std::find_if(facts.estimates.begin(), facts.estimates.end(), is_later);
    if (later == facts.estimates.end()) return;
    add_finding(facts, context, "published_conflict", Severity::warning, "report",
                "the day " + meta.published->iso() + " lies before the end of " +
                    std::to_string(*later->period.year) +
                    ", whose figures are printed as actual: no day is given");
    facts.findings.back().spans.push_back(later->at);
    meta.published.reset();
    meta.published_inferred = false;
    std::erase_if(meta.fields, [](const FieldSpan& field) { return field.column == "published"; });
}

} // namespace yanbao::facts
