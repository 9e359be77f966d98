#include "yanbao/facts/year_items.hpp"

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/statement_label.hpp"

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_year_item = 60;

class YearItemReader {
  public:
    YearItemReader(const Context& context, Facts& facts) : c_(context), facts_(facts), labels_(context) {}

    void run() {
        for (const Block& block : c_.document.blocks) {
            if (block.kind == BlockKind::furniture || block.kind == BlockKind::sidebar) continue;
            const Range r = bare_of(block.body());
            const bool entry = block.kind == BlockKind::heading || block.kind == BlockKind::item;
            if (!entry || r.empty() || r.size() > longest_year_item) {
                forget();
                continue;
            }
            if (const std::uint32_t colon = colon_in(r); colon < r.end)
                read(Range{r.begin, colon}, Range{colon + 1, r.end});
            else
                head(r);
        }
    }

  private:
    Range bare_of(Range r) const { return text::trimmed(c_.document.atoms, r, U"*:#"); }

    std::uint32_t colon_in(Range r) const {
        std::uint32_t at = r.begin;
        while (at < r.end && c_.document.atoms.cp[at] != U':') ++at;
        return at;
    }

    void forget() {
        year_.reset();
        kind_ = {};
    }

    void head(Range r) {
        const auto year = fiscal_year_in(c_, r);
        const std::string_view level = kind_.metric;
        forget();
        if (year && year->basis != Basis::unprinted) {
            year_ = year;
            year_range_ = r;
            level_ = {};
            return;
        }
        kind_ = kind_in(r, level.empty() ? level_ : level);
        label_ = r;
    }

    FigureKind kind_in(Range r, std::string_view level) {
        const StatementLabel said = labels_.read(r);
        const std::string_view metric =
            said.growth && said.metric.empty() ? growth_of(c_, level) : said.metric;
        if (!said.growth) level_ = said.metric;
        if (metric.empty() || said.story) return {};
        return {metric, dimension_of(c_, metric), said.unit, said.currencies};
    }

    void read(Range key, Range value) {
        if (const auto year = fiscal_year_in(c_, key); year && !kind_.metric.empty()) {
            if (year->basis != Basis::unprinted) take(kind_, *year, value, label_, key);
        } else if (year_) {
            const FigureKind kind = kind_in(key, level_);
            if (!kind.metric.empty()) take(kind, *year_, value, key, year_range_);
        }
    }

    void take(const FigureKind& kind, FiscalPeriod year, Range cell, Range label, Range year_range) {
        const auto v = own_figure(c_, kind, cell, facts_);
        if (v && make_room(c_, facts_))
            facts_.estimates.push_back(own_estimate(c_, facts_, kind, year, *v, cell, label, year_range));
    }

    const Context& c_;
    Facts& facts_;
    StatementLabels labels_;
    std::optional<FiscalPeriod> year_; ///< of the heading above
    Range year_range_, label_;
    FigureKind kind_; ///< of the heading above
    std::string_view level_;
};

} // namespace

void read_year_items(const Context& context, Facts& facts) {
    if (!facts.meta.ticker.empty()) YearItemReader(context, facts).run();
}

} // namespace yanbao::facts
