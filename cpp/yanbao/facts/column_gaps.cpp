#include "yanbao/facts/column_gaps.hpp"

#include "yanbao/text/dates.hpp"

#include <string>

namespace yanbao::facts {

namespace {

using text::Range;

class GapFiller {
  public:
    GapFiller(const Context& context, StockTable& table) : c_(context), t_(table) {}

    void run() {
        for (std::uint32_t i = 1; i < t_.columns.size(); ++i) {
            go_on(i);
            grow(i);
        }
        forget_repeated();
    }

  private:
    const std::vector<Range>& path(std::uint32_t column) const { return t_.grid->headers[column]; }
    bool has_year(const StockColumn& c) const { return c.use == ColumnUse::figure && c.period.year; }

    // A year alone, one on from the figure before it, or one back where the years run that way.
    void go_on(std::uint32_t i) {
        StockColumn& column = t_.columns[i];
        const StockColumn& before = t_.columns[i - 1];
        if (column.use != ColumnUse::unreadable || !column.period.year || !has_year(before)) return;
        if (path(i).size() != 1 || !text::whole_period(c_.document.atoms, path(i).front())) return;
        const std::int32_t step = *column.period.year - *before.period.year;
        if (step != 1 && step != -1) return;
        const FiscalPeriod period = column.period;
        column = before;
        column.period = period;
    }

    // The growth of what: of the figure before it, in the same year.
    void grow(std::uint32_t i) {
        StockColumn& column = t_.columns[i];
        const StockColumn& before = t_.columns[i - 1];
        if (column.use != ColumnUse::unused || !column.key.empty() || !has_year(before) ||
            path(i).size() != 1)
            return;
        const auto& common = c_.lexicon.common();
        if (!common.growth_word || !common.metric || !is_growth(path(i).front())) return;
        const auto key = c_.lexicon.find_key(*common.metric, std::string(before.key) + "_growth");
        if (!key) return;
        const FiscalPeriod period = before.period;
        const FigureUnit unit = column.unit;
        column = {};
        column.use = ColumnUse::figure;
        column.key = c_.lexicon.key(*common.metric, *key);
        column.period = period;
        column.unit = unit;
    }
    // The word, and a unit in brackets perhaps.
    bool is_growth(Range r) const {
        const auto view = c_.document.view(r);
        return c_.lexicon.exact(*c_.lexicon.common().growth_word, view.substr(0, view.find(U'(')))
            .has_value();
    }

    std::u32string words(std::uint32_t column) const {
        std::u32string all;
        for (Range r : path(column)) (all += c_.document.view(r)) += U'|';
        return all;
    }

    void forget_repeated() {
        for (std::uint32_t i = 0; i < t_.columns.size(); ++i)
            for (std::uint32_t k = i + 1; k < t_.columns.size() && has_year(t_.columns[i]); ++k)
                if (has_year(t_.columns[k]) && t_.columns[k].key == t_.columns[i].key &&
                    t_.columns[k].period == t_.columns[i].period && words(k) == words(i))
                    forget(t_.columns[i].key);
    }
    void forget(std::string_view metric) {
        for (StockColumn& c : t_.columns)
            if (c.use == ColumnUse::figure && c.key == metric) c.period = {};
    }

    const Context& c_;
    StockTable& t_;
};

} // namespace

void fill_column_gaps(const Context& context, StockTable& table) { GapFiller(context, table).run(); }

} // namespace yanbao::facts
