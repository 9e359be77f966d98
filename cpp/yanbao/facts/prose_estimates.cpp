#include "yanbao/facts/prose_estimates.hpp"

#include "yanbao/facts/forecast_words.hpp"
#include "yanbao/facts/prose_figures.hpp"
#include "yanbao/facts/prose_grown.hpp"
#include "yanbao/facts/prose_single.hpp"
#include "yanbao/facts/prose_together.hpp"
#include "yanbao/facts/prose_vetoes.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_link = 6;       ///< atoms between years and the figures behind them
constexpr std::int32_t most_years_back = 4;     ///< that a report still has figures of
constexpr std::uint32_t longest_connector = 12; ///< atoms between a metric's name and its first figure

class ProseReader {
  public:
    ProseReader(const Context& context, Facts& facts)
        : c_(context), d_(context.document), facts_(facts), forecast_(context),
          decline_(context.lexicon.category("decline_word")), mentions_(context, facts),
          scenarios_(context, "scenario_prose"), revised_from_(context, "revised_from"),
          revised_to_(context, "revised_to"), previous_(context, "previous_word"),
          latin_links_(context, "latin_link"), vetoes_(context), figures_(context, facts),
          single_(context, facts, figures_) {}

    void read(Range block) {
        years_.reset();
        added_year_ = 0;
        forecast_said_ = false;
        mentions_.latin().begin_block();
        for (std::uint32_t at = block.begin; at < block.end;) {
            std::uint32_t end = at;
            while (end < block.end && !ends_sentence(end, block.end)) ++end;
            read_sentence({at, end});
            mentions_.latin().follow({at, end});
            at = end + 1;
        }
    }

  private:
    bool ends_sentence(std::uint32_t at, std::uint32_t end) const {
        const auto& a = d_.atoms;
        if (a.cp[at] != U'.') return a.cp[at] == lexicon::han::full_stop;
        return at + 1 < end && a.has(at + 1, text::flag::gap | text::flag::line_start) &&
               a.cp[at + 1] >= U'A' && a.cp[at + 1] <= U'Z';
    }

    void read_sentence(Range s) {
        sentence_ = s.begin;
        named_ = {};
        // years behind that of the report need no word that says what their figures are
        forecast_said_ =
            forecast_said_ || forecast_.any_in(s) || lists_year_after(d_.atoms, s, facts_.meta.published);
        if (!forecast_said_) return;
        const std::vector<Mention> mentions = mentions_.in(s);
        if (!mentions.empty() && scenarios_.any_in(s)) {
            add_finding(facts_, c_, "scenario_left_out", Severity::info, facts_.meta.ticker,
                        "a sentence on a scenario is no forecast: left out", s);
            return;
        }
        std::uint32_t at = s.begin;
        std::vector<Range> lists; ///< mentions with the figures that are theirs
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            const Mention& m = mentions[i];
            while (at < m.begin) at = note_years(at, s.end);
            next_ = i + 1 < mentions.size() ? mentions[i + 1].begin : s.end;
            next_is_growth_ = i + 1 < mentions.size() && mentions[i + 1].metric.ends_with("_growth");
            const std::uint32_t before = taken_;
            if (m.begin >= taken_ && !read_together(mentions, i, s.end)) read_list(m, s.end);
            if (taken_ != before) lists.push_back({m.begin, taken_});
        }
        single_.read(s, mentions, lists);
    }

    // A year on its own, right behind those of a list, is one more of them: 2025-2026 ..., and 2027 for the first time.
    std::uint32_t note_years(std::uint32_t at, std::uint32_t end) {
        const char32_t c = d_.atoms.cp[at];
        if (!lexicon::is_digit(c) && c != U'F' && c != U'f') return at + 1;
        if (const auto list = years_at(at, end)) {
            years_ = list;
            if (added_year_ != list->years.back() + 1) added_year_ = 0;
            return list->range.end;
        }
        const std::int32_t year = lexicon::is_digit(c) ? lone_year(d_.atoms, at, end) : 0;
        if (year != 0) named_.add(year, at);
        if (years_ && year == years_->years.back() + 1) added_year_ = year, added_at_ = at;
        return at + 1;
    }

    // Of two digits they may be a duration: 15-18 before the character for year.
    std::optional<YearList> years_at(std::uint32_t at, std::uint32_t end) const {
        auto list = year_list(d_.atoms, at, end);
        const auto& day = facts_.meta.published;
        return list && day && list->years.back() + most_years_back < day->year() ? std::nullopt : list;
    }

    // Where the figures behind a metric begin; the years before them are noted.
    std::optional<std::uint32_t> figures_begin(const Mention& m, std::uint32_t end) {
        std::uint32_t at = m.end;
        std::uint32_t reach = std::min(end, m.end + longest_connector);
        while (at < reach && !starts_figure(c_, at)) {
            const char32_t c = d_.atoms.cp[at];
            if (c == U'(') { // EPS (2024-2026)
                const auto years = years_at(at + 1, end);
                if (!years || years->range.end >= end || d_.atoms.cp[years->range.end] != U')')
                    return std::nullopt;
                years_ = years;
                at = years->range.end + 1;
                reach = std::min(end, at + longest_connector);
                continue;
            }
            if (c == U',' || c == U';') return std::nullopt;
            if (const auto years =
                    lexicon::is_digit(c) || c == U'F' || c == U'f' ? years_at(at, end) : std::nullopt) {
                years_ = years;
                at = years->range.end;
                reach = std::min(end, std::max(reach, at + longest_connector));
                continue;
            }
            if (const auto link = latin_links_.at(at, end)) { // projections for ... are
                at = link->end;
                reach = std::min(end, std::max(reach, at + longest_connector));
                continue;
            }
            ++at;
        }
        return at < reach ? std::optional(at) : std::nullopt;
    }

    bool read_together(const std::vector<Mention>& mentions, std::size_t first, std::uint32_t end) {
        const std::size_t count = mentions_together(c_, mentions, first);
        const auto at = count > 1 ? figures_begin(mentions[first + count - 1], end) : std::nullopt;
        if (!at || !years_) return false;
        const auto lists = lists_together(c_, *at, end, count, years_->years.size());
        if (lists.empty()) return false;
        taken_ = lists.back().end;
        for (std::size_t k = 0; k < count; ++k) {
            const Mention& m = mentions[first + k];
            if (vetoes_.is_commitment(m, sentence_, *at) || is_at_target(m)) continue;
            if (m.of_part)
                figures_.leave_out(m, {m.begin, taken_}, "may be of a part of the business");
            else
                figures_.take_all(m, lists[k], *years_);
        }
        return true;
    }

    void read_list(const Mention& m, std::uint32_t end) {
        const auto begin = figures_begin(m, end);
        if (!begin) return read_before(m);
        const std::uint32_t at = *begin;
        if (at >= next_ && (m.by_unit || !next_is_growth_)) return; // the figures of what follows
        ValueList list = value_list(c_, at, end);
        if (list.values.size() < 2) return tell_ranges(m, at, end);
        if (const auto behind = years_behind(d_.atoms, list.end, end)) years_ = behind;
        if (const auto named = named_.list(list.values.size(), years_, facts_.meta.published)) years_ = named;
        if (!years_) return;
        taken_ = list.end;
        if (vetoes_.is_commitment(m, sentence_, list.values.front().range.begin))
            return figures_.leave_out(m, {m.begin, list.end}, "are what somebody undertakes to reach");
        if (is_at_target(m)) return;
        if (m.of_part) return figures_.leave_out(m, {m.begin, list.end}, "may be of a part of the business");
        if (take_grown(c_, m, list, *years_, end, figures_, taken_)) return;
        const std::size_t replaced = taken_;
        if (!follow_revision(list, m, end)) return;
        const bool revised = taken_ != replaced;
        if (list.values.size() == years_->years.size() + 1 && added_year_ == years_->years.back() + 1)
            years_->years.push_back(added_year_);
        const bool of_one_year = added_year_ > years_->years.back() && added_at_ > years_->range.begin;
        if (list.values.size() != years_->years.size() || of_one_year) {
            figures_.leave_out(m, {m.begin, list.end},
                               "are " + std::to_string(list.values.size()) + " for " +
                                   std::to_string(years_->years.size()) + " years");
            return;
        }
        if (m.metric.ends_with("_growth") && !d_.hits_in(decline_, {m.begin, list.end}).empty()) return;
        Mention said = m;
        said.previous = m.previous && !revised;
        if (m.by_unit && std::all_of(list.values.begin(), list.values.end(), is_per_share))
            said.metric = "eps";
        if (const std::string origin = mentions_.origin_behind(list.values.back().range.end, end);
            !origin.empty())
            said.origin = origin;
        figures_.take_all(said, list, *years_);
        take_previous_behind(said, list, end);
    }

    void tell_ranges(const Mention& m, std::uint32_t at, std::uint32_t end) {
        const auto range = years_ && !m.of_part ? range_of_figures(c_, at, end) : std::nullopt;
        if (range) figures_.leave_out(m, *range, "are ranges");
    }

    // At the 2025-2026 multiples of 18/16 times P/E: the figures end where the metric's name begins.
    void read_before(const Mention& m) {
        if (!years_ || m.of_part || dimension_of(c_, m.metric) != "multiple") return;
        std::uint32_t at = years_->range.end;
        if (at < taken_ || at > m.begin) return;
        if (at == m.begin)
            at = begin_of_list(c_, std::max(taken_, sentence_), years_->range.begin); // 34x/29x FY25E/26E P/E
        for (const std::uint32_t last = std::min(m.begin, at + longest_link);
             at < last && !starts_figure(c_, at);)
            ++at;
        const ValueList list = value_list(c_, at, m.begin);
        if (list.end != m.begin && list.end != years_->range.begin) return;
        if (list.values.size() != years_->years.size() || is_at_target(m)) return;
        figures_.take_all(m, list, *years_);
        taken_ = m.end;
    }

    // A multiple of the target price is not that of the price.
    bool is_at_target(const Mention& m) {
        if (!vetoes_.is_at_target(m, sentence_)) return false;
        figures_.leave_out(m, {m.begin, m.end}, "at the target price are not those at the price");
        return true;
    }

    // 3.2/3.5, the forecast before being 3.0/3.3: no metric stands between.
    void take_previous_behind(const Mention& m, const ValueList& now, std::uint32_t end) {
        if (m.previous || now.end >= end || (d_.atoms.cp[now.end] != U',' && d_.atoms.cp[now.end] != U';'))
            return;
        const auto word = previous_.at(now.end + 1, end);
        if (!word || previous_.key(*word) != "previous") return;
        std::uint32_t at = word->end;
        for (const std::uint32_t last = std::min(end, at + longest_link); at < last && !starts_figure(c_, at);
             ++at)
            if (d_.atoms.cp[at] == U',') return;
        const ValueList before = at < end ? value_list(c_, at, end) : ValueList{};
        if (before.values.size() != now.values.size()) return;
        Mention was = m;
        was.previous = true;
        figures_.take_all(was, before, *years_);
        taken_ = before.end;
    }

    // from 1.2/1.3 down to 1.1/1.2: the second list is the forecast, the first what it was.  False where the second is lost.
    bool follow_revision(ValueList& list, const Mention& m, std::uint32_t end) {
        const std::uint32_t reach = std::min(end, list.end + 2);
        std::optional<lexicon::Hit> to;
        for (std::uint32_t at = list.end > 0 ? list.end - 1 : 0; at < reach && !to; ++at)
            to = revised_to_.at(at, end);
        bool from = false;
        const std::uint32_t first = list.values.front().range.begin;
        for (std::uint32_t at = m.end; at < first; ++at) from = from || revised_from_.at(at, first);
        if (!to && !from) return true;
        ValueList now = to ? value_list(c_, to->end, end) : ValueList{};
        if (now.values.size() != list.values.size()) {
            figures_.leave_out(m, {m.begin, list.end}, "are revised from what is told, and not to what");
            return false;
        }
        for (std::size_t i = 0; i < now.values.size(); ++i)
            if (!now.values[i].previous) now.values[i].previous = list.values[i];
        taken_ = now.end;
        list = std::move(now);
        return true;
    }

    const Context& c_;
    const layout::Document& d_;
    Facts& facts_;
    ForecastWords forecast_;
    lexicon::CategoryId decline_;
    MetricMentions mentions_;
    Words scenarios_, revised_from_, revised_to_, previous_, latin_links_;
    ProseVetoes vetoes_;
    ProseFigures figures_;
    SingleYears single_;
    std::optional<YearList> years_;
    NamedYears named_; ///< each for itself in the sentence
    std::int32_t added_year_ = 0;
    std::uint32_t added_at_ = 0;
    bool forecast_said_ = false, next_is_growth_ = false;
    std::uint32_t taken_ = 0, next_ = 0, sentence_ = 0; ///< read; of the next mention; of the sentence
};

} // namespace

void read_prose_estimates(const Context& context, Facts& facts) {
    if (facts.meta.ticker.empty()) return;
    ProseReader reader(context, facts);
    for (const auto& block : context.document.blocks)
        if (block.kind == BlockKind::paragraph || block.kind == BlockKind::item ||
            block.kind == BlockKind::heading)
            reader.read(block.atoms);
}

} // namespace yanbao::facts
