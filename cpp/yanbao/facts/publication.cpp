#include "yanbao/facts/publication.hpp"

#include "yanbao/facts/publication_order.hpp"
#include "yanbao/facts/publication_prose.hpp"
#include "yanbao/facts/publication_week.hpp"
#include "yanbao/facts/publication_witness.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace yanbao::facts {

namespace {

using layout::Block;
using text::Range;

// How surely a day printed in a place is the day of publication.
constexpr int behind_label = 100, in_own_column = 65, alone = 60, in_strip = 40, behind_prose = 30,
              told_elsewhere = 25, in_short_line = 20, under_market_label = 10;
constexpr int before_a_past_issue = -15; ///< less likely: a report does not list what is yet to come
constexpr std::uint32_t short_line = 40;
constexpr std::uint32_t near_label = 4;
constexpr std::uint32_t longest_running_head = 3000, longest_furniture = 30;
constexpr std::uint32_t wide_gap = 5;     ///< bytes between two columns of a line
constexpr std::size_t fewest_of_axis = 3; ///< days, each alone: the axis of a chart
constexpr std::int32_t longest_lag = 14;  ///< days; more is a misprint
constexpr std::int32_t latest_after_week = 21;
constexpr int most_two_readings = 8; ///< that are held against the whole text

struct Candidate {
    Date date;
    Range range;
    int score = 0;
};

class Publication {
  public:
    Publication(const Context& context, const Cover& cover, Facts& facts)
        : c_(context), cover_(cover), facts_(facts), labels_(context, "published_label") {
        for (const Reference& reference : facts.references)
            if (reference.published && (!latest_ || *reference.published > *latest_))
                latest_ = reference.published;
    }

    void run() {
        const auto printed = printed_day();
        const auto week = this_issue();
        if (printed) {
            set(printed->date, printed->range);
            if (latest_ && printed->date < *latest_)
                conflict("a past issue is dated " + latest_->iso(), printed->range);
            else if (week && std::abs(printed->date - week->sunday) > latest_after_week)
                conflict("the title's week ends on " + week->sunday.iso(), printed->range);
            return;
        }
        if (week) return infer(*week);
        if (!two_readings_.empty())
            return add_finding(
                facts_, c_, "published_ambiguous", Severity::warning, "report",
                c_.document.printed(two_readings_) +
                    " may be read day first or month first, and nothing tells which: no day is given",
                two_readings_);
        if (const auto day = only_day_alone(c_, cover_); day && !(latest_ && day->date < *latest_))
            return take_lone(*day);
        if (const auto known = latest_known_day(c_, cover_, latest_)) return bound(*known);
        add_finding(facts_, c_, "published_unknown", Severity::warning, "report",
                    "the day of publication is neither printed on the cover nor to be inferred from a week");
    }

  private:
    void set(Date date, Range at) {
        facts_.meta.published = date;
        note_field(facts_.meta, "published", c_, at);
    }
    void conflict(const std::string& why, Range at) {
        add_finding(facts_, c_, "published_conflict", Severity::warning, "report",
                    "published " + facts_.meta.published->iso() + " is printed, but " + why, at);
    }

    std::optional<Candidate> printed_day() {
        std::vector<Candidate> found;
        if (const auto day = day_behind_prose(c_, cover_))
            found.push_back({day->date, day->at, behind_prose});
        if (const auto day = day_told(c_, cover_)) found.push_back({day->date, day->at, told_elsewhere});
        for (const CoverLine& line : cover_.lines()) {
            const Range r = line.whole;
            for (auto date = text::next_date(c_.document.atoms, r.begin, r.end); date;
                 date = text::next_date(c_.document.atoms, date->range.end, r.end)) {
                if (date->year == 0 || is_period(r, date->range)) continue;
                const int score = score_of(line, r, date->range);
                if (score == 0) continue;
                const auto day = date->date();
                if (!day) {
                    add_finding(facts_, c_, "date_unreadable", Severity::warning, "report",
                                c_.document.printed(date->range) + " is no day", date->range);
                    continue;
                }
                found.push_back(
                    {*day, date->range, score + (latest_ && *day < *latest_ ? before_a_past_issue : 0)});
            }
            for (auto day = next_two_readings(c_, r, r.begin); day;
                 day = next_two_readings(c_, r, day->day_first.range.end)) {
                const Range at = day->day_first.range;
                const int score = score_of(line, r, at);
                if (score == 0) continue;
                if (const auto settled =
                        looked_++ < most_two_readings ? settled_reading(c_, *day) : std::nullopt)
                    found.push_back({*settled, at, score});
                else if (two_readings_.empty())
                    two_readings_ = at;
            }
        }
        leave_out_axis(found);
        const auto best = std::max_element(found.begin(), found.end(),
                                           [](const auto& a, const auto& b) { return a.score < b.score; });
        if (best != found.end() && best->score >= in_short_line) return *best;
        return day_in_running_head();
    }

    // The days of a chart's axis are printed in one form, which another may have that stands among them.
    void leave_out_axis(std::vector<Candidate>& found) const {
        const auto form = [this](const Candidate& c) {
            std::uint32_t at = c.range.begin;
            while (at < c.range.end && lexicon::is_digit(c_.document.atoms.cp[at])) ++at;
            return at < c.range.end ? c_.document.atoms.cp[at] : U'0';
        };
        std::map<char32_t, std::set<std::int32_t>> days;
        for (const Candidate& c : found)
            if (c.score == alone) days[form(c)].insert(c.date - Date());
        std::erase_if(
            found, [&](const auto& c) { return c.score == alone && days[form(c)].size() >= fewest_of_axis; });
    }

    // A column of its own at the end of a line.
    bool is_apart(Range r, Range date) const {
        const auto& a = c_.document.atoms;
        if (date.end != r.end || date.begin == r.begin) return false;
        if (a.cp[date.begin - 1] == U'|') return true;
        return a.src[date.begin] - a.src[date.begin - 1] >=
               wide_gap + 3; // a character is three bytes at most
    }

    // A text without lines: the day of the page's head, between its own words and marks of a template.
    std::optional<Candidate> day_in_running_head() const {
        const auto& a = c_.document.atoms;
        const Words furniture(c_, "furniture"), strip(c_, "cover_label"), people(c_, "contact_label");
        const std::uint32_t end = std::min(a.size(), longest_running_head);
        for (auto date = text::next_date(a, 0, end); date; date = text::next_date(a, date->range.end, end)) {
            const auto day = date->date();
            const Range r = date->range;
            if (!day || r.begin == 0 || r.end >= end || cover_.is_reference(r)) continue;
            const Range before{r.begin - std::min(r.begin, longest_furniture), r.begin};
            const auto hits = furniture.in(before);
            const bool behind_head = a.cp[r.begin - 1] == U']' ||
                                     (!hits.empty() && hits.back().end == r.begin) || ends_mark(before);
            const bool before_head = a.cp[r.end] == U'[' || strip.at(r.end, end) || people.at(r.end, end);
            if (behind_head && before_head) return Candidate{*day, r, in_strip};
        }
        return std::nullopt;
    }

    // [Table_Stock: a template's mark that its text has run into.
    bool ends_mark(Range before) const {
        const auto& a = c_.document.atoms;
        std::uint32_t at = before.end;
        while (at > before.begin && (lexicon::is_ascii_letter(a.cp[at - 1]) || a.cp[at - 1] == U'_')) --at;
        return at < before.end && at > before.begin && a.cp[at - 1] == U'[';
    }

    // From one day to another: what the report covers.
    bool is_period(Range r, Range date) const {
        const auto& a = c_.document.atoms;
        const auto to = [&](std::uint32_t at) {
            return a.cp[at] == U'-' || a.cp[at] == U'~' || a.cp[at] == lexicon::han::to;
        };
        const bool on = date.end + 1 < r.end && to(date.end) && lexicon::is_digit(a.cp[date.end + 1]);
        return on || (date.begin > r.begin + 1 && to(date.begin - 1) &&
                      !lexicon::is_cjk(a.cp[date.begin - 2]) && a.cp[date.begin - 2] != a.cp[date.begin - 1]);
    }

    int score_of(const CoverLine& line, Range r, Range date) const {
        if (date.end < r.end && c_.document.atoms.cp[date.end] == U':') return 0; // a point of a chart
        if (date.begin > r.begin && c_.document.atoms.cp[r.begin] == U'-')
            return 0; // the rest of a past issue
        const auto before = labels_.in({r.begin, date.begin});
        if (!before.empty() && before.back().end + near_label >= date.begin)
            return labels_.key(before.back()) == "published" ? behind_label
                   : labels_.key(before.back()) == "any"     ? in_strip
                                                             : 0;
        if (const auto after = labels_.at(date.end, r.end); after && labels_.key(*after) == "market")
            return 0;
        if (c_.document.atoms.cp[r.end - 1] == lexicon::han::full_stop) return 0; // a sentence, however short
        if (line.rest == 0) {
            const CoverLine* above = cover_.before(line);
            const auto label = above ? labels_.whole(above->body) : std::nullopt;
            return label && labels_.key(*label) == "market" ? under_market_label : alone;
        }
        if (is_apart(r, date)) return in_own_column;
        if (line.strip && r.size() <= short_line) return in_strip;
        const bool at_edge = date.begin == r.begin || date.end == r.end || line.timed;
        return at_edge && r.size() <= short_line ? in_short_line : 0;
    }

    std::optional<int> year_near() const {
        return latest_ ? std::optional<int>(latest_->year()) : std::nullopt;
    }

    // The week that this report is of; around new year the one that past issues do not lie behind.
    std::optional<IssueWeek> this_issue() const {
        for (const bool series : {true, false})
            for (const CoverLine& line : cover_.lines()) {
                if (line.series != series) continue;
                auto week = issue_week(c_.document.atoms, line.body, year_near());
                if (week && latest_ && week->sunday + longest_lag < *latest_)
                    week = issue_week(c_.document.atoms, line.body, *year_near() + 1);
                if (week) return week;
            }
        return std::nullopt;
    }

    void infer(const IssueWeek& week) {
        const std::int32_t lag = longest_lag_of(c_.document.view(week.series));
        facts_.meta.published_inferred = true;
        set(week.sunday + lag, week.week);
        const Date thursday = week.sunday + -3;
        add_finding(facts_, c_, "published_inferred", Severity::info, "report",
                    "no date printed; ISO week " + std::to_string(week.sunday.iso_week()) + " of " +
                        std::to_string(thursday.year()) + " ends on Sunday " + week.sunday.iso() +
                        ", and its past issues came out at most " + std::to_string(lag) +
                        " days after their Sunday",
                    week.week);
    }

    void take_lone(const KnownDay& day) {
        facts_.meta.published_inferred = true;
        set(day.date, day.at);
        add_finding(facts_, c_, "published_behind_cover", Severity::warning, "report",
                    "the cover prints no day; " + day.date.iso() +
                        " is the only one on a line of its own behind it",
                    day.at);
    }

    // Closes and announcements of a day are written about on the next, or later.
    void bound(const KnownDay& known) {
        facts_.meta.published_inferred = true;
        set(known.date + 1, known.at);
        add_finding(facts_, c_, "published_bounded", Severity::warning, "report",
                    "no date printed; it tells what was known on " + known.date.iso() +
                        ", so it came out on the next day, or later",
                    known.at);
    }

    // How long after its Sunday a past issue of the series came out at most.
    std::int32_t longest_lag_of(std::u32string_view series) const {
        std::int32_t longest = 0;
        for (const Reference& reference : facts_.references) {
            if (!reference.published) continue;
            const text::Atoms title = text::atoms_of(reference.title);
            const auto week = issue_week(title, {0, title.size()}, reference.published->year());
            if (!week || title.view(week->series) != series) continue;
            const std::int32_t lag = *reference.published - week->sunday;
            if (lag <= longest_lag) longest = std::max(longest, lag);
        }
        return longest;
    }

    const Context& c_;
    const Cover& cover_;
    Facts& facts_;
    Words labels_;
    std::optional<Date> latest_;
    Range two_readings_; ///< of a day that nothing settles
    int looked_ = 0;
};

} // namespace

void read_publication(const Context& context, const Cover& cover, Facts& facts) {
    Publication(context, cover, facts).run();
}

} // namespace yanbao::facts
