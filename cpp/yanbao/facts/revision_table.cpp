#include "yanbao/facts/revision_table.hpp"

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/repeated_years.hpp"
#include "yanbao/facts/statement_label.hpp"
#include "yanbao/facts/statement_unit.hpp"
#include "yanbao/facts/year_parts.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t most_rows_to_stories = 3;

class RevisionReader {
  public:
    RevisionReader(const Context& context, const table::Grid& grid, Facts& facts)
        : c_(context), g_(grid), facts_(facts), labels_(context), stories_(context, "column_story") {}

    bool read(std::int64_t table, std::int64_t table_id) {
        if (facts_.meta.ticker.empty() || !find_stories()) return false;
        money_ = unit_over(c_, g_);
        for (std::uint32_t c = 0; c < columns_.front().column; ++c) take_label(cell(head_, c)); // the corner
        bool any = false;
        for (std::uint32_t row = head_ + 1; row < g_.rows.size(); ++row)
            any = read_row(row, table, table_id) || any;
        return any;
    }

  private:
    struct StoryColumn {
        std::uint32_t column;
        ColumnStory story;
    };

    Range cell(std::uint32_t row, std::uint32_t column) const {
        return table::cell(c_.document, g_, row, column);
    }

    // A header with an old and a new forecast, and no years that would be columns.
    bool find_stories() {
        for (head_ = 0; head_ < std::min<std::size_t>(g_.rows.size(), most_rows_to_stories); ++head_) {
            columns_.clear();
            bool old = false, now = false;
            for (std::uint32_t c = 1; c < g_.columns; ++c) {
                const Range r = cell(head_, c);
                const auto hits = stories_.in(r);
                if (hits.empty()) continue;
                if (fiscal_year_in(c_, r)) return false;
                // a word of another kind names no forecast: its column is passed over, as a change is
                const ColumnStory story = story_of(stories_.key(hits.back()), ColumnStory::change);
                old = old || story == ColumnStory::previous;
                now = now || story == ColumnStory::present;
                columns_.push_back({c, story});
            }
            const auto count = [&](ColumnStory story) {
                return std::count_if(columns_.begin(), columns_.end(),
                                     [&](const StoryColumn& c) { return c.story == story; });
            };
            if (old && now) return count(ColumnStory::previous) == 1 && count(ColumnStory::present) == 1;
        }
        return false;
    }

    // A year, a metric, or both: what a cell left of the figures says holds until another says otherwise.
    void take_label(Range r) {
        if (r.empty()) return;
        if (const auto whole = fiscal_year_in(c_, r)) {
            year_ = whole;
            year_range_ = r;
            return;
        }
        Range words = r;
        for (std::uint32_t at = r.begin; at < r.end; ++at) {
            const auto period = text::period_at(c_.document.atoms, at, r.end);
            if (!period || !period->period.year) continue;
            if (at == r.begin)
                words.begin = period->range.end;
            else if (period->range.end == r.end)
                words.end = at;
            else
                continue;
            year_ = period->period;
            year_range_ = period->range;
            break;
        }
        const StatementLabel said = labels_.read(words);
        const std::string_view metric =
            said.growth && said.metric.empty() ? growth_of(c_, kind_.metric) : said.metric;
        kind_ = {metric, dimension_of(c_, metric), said.unit, said.currencies};
        if (kind_.dimension == "currency" && !kind_.unit.known) kind_.unit = money_;
        label_ = r;
    }

    bool read_row(std::uint32_t row, std::int64_t table, std::int64_t table_id) {
        for (std::uint32_t c = 0; c < columns_.front().column; ++c) take_label(cell(row, c));
        if (kind_.metric.empty() || !year_) return false;
        bool any = false;
        for (const StoryColumn& column : columns_) {
            if (column.story == ColumnStory::change) continue;
            const Range r = cell(row, column.column);
            const auto v = own_figure(c_, kind_, r, facts_);
            if (!v || !make_room(c_, facts_)) continue;
            Estimate fact = own_estimate(c_, facts_, kind_, *year_, *v, r, label_, year_range_);
            fact.table = table;
            fact.table_id = table_id;
            if (column.story == ColumnStory::previous) fact.version = "previous";
            if (column.story == ColumnStory::consensus) fact.origin = "consensus:unnamed";
            facts_.estimates.push_back(std::move(fact));
            any = true;
        }
        return any;
    }

    const Context& c_;
    const table::Grid& g_;
    Facts& facts_;
    StatementLabels labels_;
    Words stories_;
    std::uint32_t head_ = 0;
    std::vector<StoryColumn> columns_;
    FigureUnit money_;
    FigureKind kind_;
    std::optional<FiscalPeriod> year_;
    Range label_, year_range_;
};

} // namespace

bool read_revision_table(const Context& context, const table::Grid& grid, std::int64_t table,
                         std::int64_t table_id, Facts& facts) {
    return RevisionReader(context, grid, facts).read(table, table_id);
}

} // namespace yanbao::facts
