#include "yanbao/facts/prose_estimates.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/value_list.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace yanbao::facts {

namespace {

using layout::BlockKind;
using lexicon::han::full_stop;
using text::Range;

constexpr std::uint32_t longest_connector = 12; ///< atoms between a metric's name and its first figure

class ProseReader {
  public:
    ProseReader(const Context& context, Facts& facts)
        : c_(context), d_(context.document), facts_(facts), metric_(context.lexicon.category("metric")),
          forecast_(context.lexicon.category("forecast_word")),
          growth_(context.lexicon.category("growth_word")),
          decline_(context.lexicon.category("decline_word")), parts_(context, "part_word"),
          scenarios_(context, "scenario_prose"), revised_from_(context, "revised_from"),
          revised_to_(context, "revised_to") {
        for (const Estimate& e : facts.estimates)
            if (e.ticker == facts.meta.ticker && e.period.year && e.origin == "broker")
                printed_[cell_of(e)].push_back(e.value.interval());
    }

    void read(Range block) {
        years_.reset();
        added_year_ = 0;
        forecast_said_ = false;
        for (std::uint32_t at = block.begin; at < block.end;) {
            std::uint32_t end = at;
            while (end < block.end && d_.atoms.cp[end] != full_stop) ++end;
            read_sentence({at, end});
            at = end + 1;
        }
    }

  private:
    struct Mention {
        std::uint32_t begin, end;
        std::string metric;
    };

    void read_sentence(Range s) {
        forecast_said_ = forecast_said_ || !d_.hits_in(forecast_, s).empty();
        if (!forecast_said_) return;
        std::vector<Mention> mentions = mentions_in(s);
        if (!mentions.empty() && scenarios_.any_in(s)) {
            add_finding(facts_, c_, "scenario_left_out", Severity::info, facts_.meta.ticker,
                        "a sentence on a scenario is no forecast: left out", s);
            return;
        }
        std::uint32_t at = s.begin;
        for (const Mention& m : mentions) {
            while (at < m.begin) at = note_years(at, s.end);
            if (m.begin >= taken_) read_list(m, s.end);
        }
    }

    // A year on its own, right behind those of a list, is one more of them: 2025-2026 ..., and 2027 for the first time.
    std::uint32_t note_years(std::uint32_t at, std::uint32_t end) {
        const char32_t c = d_.atoms.cp[at];
        if (!lexicon::is_digit(c) && c != U'F' && c != U'f') return at + 1;
        if (const auto list = year_list(d_.atoms, at, end)) {
            years_ = list;
            return list->range.end;
        }
        const std::int32_t year = lexicon::is_digit(c) ? lone_year(d_.atoms, at, end) : 0;
        if (years_ && year == years_->years.back() + 1) added_year_ = year;
        return at + 1;
    }

    // Metrics by their names, and growth of the metric before it by a growth word.
    std::vector<Mention> mentions_in(Range s) const {
        std::vector<Mention> out;
        for (const auto& h : d_.hits_in(metric_, s))
            out.push_back({h.begin, h.end, c_.lexicon.key(metric_, h.key)});
        for (const auto& h : d_.hits_in(growth_, s)) out.push_back({h.begin, h.end, ""});
        std::sort(out.begin(), out.end(), [](const Mention& a, const Mention& b) {
            return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
        });
        std::string level;
        std::uint32_t end = 0;
        std::vector<std::uint32_t> of_parts; // where the name of a part of the business ends
        for (const auto& h : parts_.in(s)) of_parts.push_back(h.end);
        std::erase_if(out, [&](Mention& m) {
            if (m.begin < end) return true; // inside a longer word
            if (std::binary_search(of_parts.begin(), of_parts.end(), m.begin) && !m.metric.empty()) {
                level.clear(); // what follows is growth of that part
                end = m.end;
                return true;
            }
            if (m.metric.empty())
                m.metric = level.empty() ? "" : level + "_growth";
            else if (!m.metric.ends_with("_growth"))
                level = m.metric;
            end = m.end;
            return m.metric.empty() || !c_.lexicon.find_key(metric_, m.metric);
        });
        return out;
    }

    void read_list(const Mention& m, std::uint32_t end) {
        std::uint32_t at = m.end;
        const std::uint32_t reach = std::min(end, m.end + longest_connector);
        while (at < reach && !starts_number(at)) {
            if (d_.atoms.cp[at] == U',' || d_.atoms.cp[at] == U';' || d_.atoms.cp[at] == U'(') return;
            if (const auto years =
                    lexicon::is_digit(d_.atoms.cp[at]) ? year_list(d_.atoms, at, end) : std::nullopt) {
                years_ = years;
                at = years->range.end;
                continue;
            }
            ++at;
        }
        if (at >= reach || !years_) return;
        ValueList list = value_list(c_, at, end);
        if (list.values.size() < 2) return;
        taken_ = list.end;
        if (!follow_revision(list, m, end)) return;
        if (list.values.size() == years_->years.size() + 1 && added_year_ == years_->years.back() + 1)
            years_->years.push_back(added_year_);
        if (list.values.size() != years_->years.size()) {
            add_finding(facts_, c_, "prose_estimate_unread", Severity::info, facts_.meta.ticker,
                        std::to_string(list.values.size()) + " figures of " + m.metric + " for " +
                            std::to_string(years_->years.size()) + " years: left out",
                        {m.begin, list.end});
            return;
        }
        if (m.metric.ends_with("_growth") && !d_.hits_in(decline_, {m.begin, list.end}).empty()) return;
        for (std::size_t i = 0; i < list.values.size(); ++i) take(m, list.values[i], years_->years[i]);
    }

    // from 1.2/1.3 down to 1.1/1.2: the second list is the forecast, the first what it was.  False where the second is lost.
    bool follow_revision(ValueList& list, const Mention& m, std::uint32_t end) {
        const std::uint32_t reach = std::min(end, list.end + 2);
        std::optional<lexicon::Hit> to;
        for (std::uint32_t at = list.end > 0 ? list.end - 1 : 0; at < reach && !to; ++at)
            to = revised_to_.at(at, end);
        const bool from = !list.values.empty() && says_from({m.end, list.values.front().range.begin});
        if (!to && !from) return true;
        ValueList now = to ? value_list(c_, to->end, end) : ValueList{};
        if (now.values.size() != list.values.size()) {
            add_finding(facts_, c_, "prose_estimate_unread", Severity::info, facts_.meta.ticker,
                        "a revision of " + m.metric + " says from what and not to what: left out",
                        {m.begin, list.end});
            return false;
        }
        for (std::size_t i = 0; i < now.values.size(); ++i) now.values[i].previous = list.values[i];
        taken_ = now.end;
        list = std::move(now);
        return true;
    }
    bool says_from(Range r) const {
        for (std::uint32_t at = r.begin; at < r.end; ++at)
            if (revised_from_.at(at, r.end)) return true;
        return false;
    }

    bool starts_number(std::uint32_t at) const {
        const bool digit = lexicon::is_digit(d_.atoms.cp[at]) ||
                           ((d_.atoms.cp[at] == U'-' || d_.atoms.cp[at] == U'+') &&
                            at + 1 < d_.atoms.size() && lexicon::is_digit(d_.atoms.cp[at + 1]));
        return digit && !year_list(d_.atoms, at, d_.atoms.size());
    }

    void take(const Mention& m, const ListedValue& listed, std::int32_t year) {
        const auto id = c_.lexicon.find_key(metric_, m.metric);
        const std::string_view unit = c_.lexicon.text(metric_, *id, "unit");
        if (!is_of(unit, listed)) return;
        Estimate fact = estimate(m, unit, year, listed);
        if (listed.previous && is_of(unit, *listed.previous) &&
            (listed.previous->year == 0 || listed.previous->year == year)) {
            Estimate previous = estimate(m, unit, year, *listed.previous);
            previous.version = "previous";
            keep(std::move(previous), listed.previous->range);
        }
        keep(std::move(fact), listed.range);
    }

    // Money and shares must say what they are.
    static bool is_of(std::string_view unit, const PrintedFigure& figure) {
        const bool must_say = unit == "currency" || unit == "share_of_whole";
        return (figure.has_unit || !must_say) && may_be_of(unit, figure.has_unit, figure.dimension);
    }

    Estimate estimate(const Mention& m, std::string_view unit, std::int32_t year,
                      const PrintedFigure& figure) const {
        Estimate fact;
        fact.at = c_.span(figure.range);
        fact.ticker = facts_.meta.ticker;
        fact.name = facts_.meta.name;
        fact.metric = m.metric;
        fact.period = {year, Basis::estimate};
        fact.period_end = Date::month_end(year, 12);
        fact.value = figure.value;
        fact.unit = unit;
        fact.currency = figure.currency;
        note_field(fact, "metric", c_, {m.begin, m.end});
        note_field(fact, "value", c_, figure.range);
        return fact;
    }

    // Of the report's own figures: those of comparables have other tickers.
    using Cell = std::tuple<std::string, std::int32_t, std::string>; ///< metric, year, version
    static Cell cell_of(const Estimate& e) { return {e.metric, e.period.year.value_or(0), e.version}; }

    void keep(Estimate fact, Range at) {
        std::vector<Interval>& printed = printed_[cell_of(fact)];
        const auto said = [&](Interval i) { return overlap(i, fact.value.interval()); };
        if (std::any_of(printed.begin(), printed.end(), said)) return; // said again
        if (!printed.empty())
            add_finding(facts_, c_, "estimate_conflict", Severity::warning, fact.ticker,
                        "the report prints several figures for " + fact.metric + " of " +
                            std::to_string(*fact.period.year),
                        at);
        printed.push_back(fact.value.interval());
        facts_.estimates.push_back(std::move(fact));
    }

    const Context& c_;
    const layout::Document& d_;
    Facts& facts_;
    lexicon::CategoryId metric_, forecast_, growth_, decline_;
    std::map<Cell, std::vector<Interval>> printed_;
    Words parts_, scenarios_, revised_from_, revised_to_;
    std::optional<YearList> years_;
    std::int32_t added_year_ = 0;
    bool forecast_said_ = false;
    std::uint32_t taken_ = 0;
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
