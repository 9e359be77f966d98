#include "yanbao/facts/web_traffic.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/web_traffic_change.hpp"
#include "yanbao/facts/web_traffic_columns.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

namespace {

using table::Grid;
using text::Range;

constexpr std::uint32_t blocks_between = 4; ///< parts of one table: page furniture

class TrafficReader {
  public:
    TrafficReader(const Context& context, const Grid& grid, const TrafficColumns& columns, Facts& facts)
        : c_(context), grid_(grid), columns_(columns), facts_(facts) {}

    void run() {
        const auto rows = static_cast<std::uint32_t>(grid_.rows.size());
        for (std::uint32_t r = columns_.first_row; r < rows; ++r)
            if (const auto change = printed_change(c_.document.atoms, cell(r, columns_.change)))
                changes_.learn(*change);
        for (std::uint32_t r = columns_.first_row; r < rows; ++r) row(r);
        count("arrow_unreadable", arrows_lost_,
              "arrows before changes are lost; signs come from a minus only");
        count("merged_cells", merged_, "cells hold two changes; the first counts");
        if (!columns_.scale)
            add_finding(facts_, c_, "visits_unit_unknown", Severity::warning, "report",
                        "no unit is printed for the visits of this table; they are left out", grid_.caption);
    }

  private:
    Range cell(std::uint32_t row, std::optional<std::uint32_t> column) const {
        return column ? table::cell(c_.document, grid_, row, *column) : Range{};
    }

    void row(std::uint32_t r) {
        WebTraffic t;
        const Range app = cell(r, columns_.app);
        t.app = name(app);
        if (t.app.empty()) return;
        t.category = name(cell(r, columns_.category));
        visits(t, cell(r, columns_.visits));
        change(t, cell(r, columns_.change));
        duration(t, cell(r, columns_.duration));
        if (!t.visits && !t.change && !t.duration_s && t.flag.empty()) return; // a subtitle
        note_field(t, "app", c_, app);
        note_field(t, "category", c_, cell(r, columns_.category));
        Range whole = app;
        for (std::uint32_t i = 0; i < grid_.columns; ++i) {
            const Range part = table::cell(c_.document, grid_, r, i);
            if (part.empty()) continue;
            whole.begin = std::min(whole.begin, part.begin);
            whole.end = std::max(whole.end, part.end);
        }
        t.at = c_.span(whole);
        facts_.web_traffic.push_back(std::move(t));
    }

    // Names lose stray white space; words of Latin letters keep theirs.
    std::string name(Range r) const {
        for (char32_t c : c_.document.view(r))
            if (lexicon::is_cjk(c)) return c_.document.squeezed(r);
        return c_.document.printed(r);
    }

    void visits(WebTraffic& t, Range r) {
        if (!columns_.scale) return;
        const auto number = r.empty() ? std::nullopt : text::number_at(c_.document.atoms, r.begin, r.end);
        if (!number || number->range.end != r.end) {
            if (!r.empty() && !text::is_absent(c_.document.atoms, c_.lexicon, r))
                unreadable("cell_unreadable", t.app,
                           "visits printed as " + c_.document.printed(r) + " are no number", r);
            return;
        }
        t.visits = Measured{number->value * *columns_.scale, number->half_unit * *columns_.scale};
        note_field(t, "visits", c_, r);
    }

    void change(WebTraffic& t, Range r) {
        const auto printed = printed_change(c_.document.atoms, r);
        if (!printed) {
            if (!r.empty() && !text::is_absent(c_.document.atoms, c_.lexicon, r))
                unreadable("change_unreadable", t.app, c_.document.printed(r) + " is no change", r);
            return;
        }
        const Change read = changes_.read(c_.document.atoms, *printed);
        t.change = read.value;
        t.flag = read.merged ? "merged_cells" : read.arrow_lost ? "arrow_unreadable" : "";
        (read.merged ? merged_ : arrows_lost_) += read.merged || read.arrow_lost ? 1 : 0;
        note_field(t, "change", c_, r);
        if (!read.doubt.empty())
            unreadable("change_unreadable", t.app, c_.document.printed(r) + ": " + read.doubt, r);
    }

    void duration(WebTraffic& t, Range r) {
        t.duration_s = seconds_in(c_.document.atoms, r);
        if (t.duration_s)
            note_field(t, "duration_s", c_, r);
        else if (!r.empty() && !text::is_absent(c_.document.atoms, c_.lexicon, r))
            unreadable("duration_unreadable", t.app, c_.document.printed(r) + " is no time", r);
    }

    void unreadable(std::string_view code, const std::string& subject, std::string what, Range at) {
        add_finding(facts_, c_, code, Severity::warning, subject, std::move(what), at);
    }

    void count(std::string_view code, std::uint32_t n, std::string what) {
        if (n == 0) return;
        add_finding(facts_, c_, code, Severity::info, "report", std::to_string(n) + " " + std::move(what));
        facts_.findings.back().count = n;
    }

    const Context& c_;
    const Grid& grid_;
    const TrafficColumns& columns_;
    Facts& facts_;
    ChangeColumn changes_;
    std::uint32_t arrows_lost_ = 0, merged_ = 0;
};

} // namespace

void read_web_traffic(const Context& context, const std::vector<Grid>& grids, Facts& facts) {
    std::optional<TrafficColumns> last;
    std::uint32_t last_block = 0;
    for (std::size_t i = 0; i < grids.size(); ++i) {
        if (i < facts.tables.size() && !facts.tables[i].use.empty()) continue;
        std::optional<TrafficColumns> columns;
        if (last && grids[i].block <= last_block + blocks_between && goes_on(context, grids[i], *last)) {
            columns = last;
            columns->first_row = 0;
        } else {
            columns = traffic_columns(context, grids[i]);
        }
        if (!columns) continue;
        last = columns;
        last_block = grids[i].block;
        TrafficReader(context, grids[i], *columns, facts).run();
        if (i < facts.tables.size()) facts.tables[i].use = "web_traffic";
    }
}

} // namespace yanbao::facts
