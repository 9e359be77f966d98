#include "yanbao/facts/statement_table.hpp"

#include "yanbao/facts/cell_value.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using table::ColumnMeaning;
using text::Range;

constexpr std::size_t fewest_years = 2;

struct RowLabel {
    std::string metric; ///< empty: not one that is known
    FigureUnit unit;
    std::vector<std::string_view> currencies;
};

class StatementReader {
  public:
    StatementReader(const Context& context, const table::Grid& grid, std::int64_t table_id, Facts& facts)
        : c_(context), g_(grid), id_(table_id), facts_(facts), metric_(context.lexicon.category("metric")) {}

    bool read(std::int64_t table) {
        const auto headers = table::meanings(c_.document, c_.lexicon, g_);
        for (std::uint32_t i = 1; i < g_.columns; ++i)
            if (headers[i].period && headers[i].period->year) years_.push_back({i, *headers[i].period});
        if (years_.size() < fewest_years || g_.header_rows == 0) return false;
        read_labels();
        const auto known = std::count_if(labels_.begin(), labels_.end(),
                                         [](const RowLabel& l) { return !l.metric.empty(); });
        if (known == 0) return false;
        if (facts_.meta.ticker.empty()) {
            add_table_finding(facts_, c_, "table_without_company", Severity::warning, id_, "estimates",
                              "figures by year, and the report does not say of which company", g_.caption);
            return false;
        }
        for (std::uint32_t row = g_.header_rows; row < g_.rows.size(); ++row)
            if (facts_.estimates.size() + years_.size() <= c_.limits.facts) read_row(row, table);
        report_repairs(facts_, c_, repairs_, id_, label(g_.header_rows));
        return true;
    }

  private:
    struct Year {
        std::uint32_t column;
        FiscalPeriod period;
    };

    Range label(std::uint32_t row) const { return table::cell(c_.document, g_, row, 0); }

    FigureUnit table_unit() const {
        const FigureUnit in_caption = unit_in(c_, g_.caption);
        if (in_caption.known) return in_caption;
        const Range corner = table::cell(c_.document, g_, 0, 0);
        const FigureUnit in_corner = unit_in(c_, corner);
        if (in_corner.known || corner.empty()) return in_corner;
        const auto whole = text::unit_at(c_.document.atoms, c_.lexicon, corner.begin, corner.end);
        return whole && whole->range.end == corner.end ? FigureUnit{whole->scale, true, whole->dimension}
                                                       : FigureUnit{};
    }

    std::string_view key_of(const ColumnMeaning& m) const {
        return m.metric ? std::string_view(c_.lexicon.key(metric_, *m.metric)) : std::string_view{};
    }

    void read_labels() {
        const FigureUnit of_table = table_unit();
        const bool attributable = any_label("attributable");
        std::string level;
        for (std::uint32_t row = g_.header_rows; row < g_.rows.size(); ++row) {
            const ColumnMeaning m = table::meaning_of(c_.document, c_.lexicon, {label(row)});
            RowLabel out{std::string(key_of(m)), {m.scale, m.has_unit, m.dimension}, m.currencies};
            if (out.metric.empty() && is_growth(label(row)) && !level.empty() &&
                c_.lexicon.find_key(metric_, level + "_growth"))
                out.metric = level + "_growth";
            else if (out.metric == "net_profit" && attributable && is_word("total_profit", label(row)))
                out.metric = "net_profit_total";
            const auto id = c_.lexicon.find_key(metric_, out.metric);
            if (id && c_.lexicon.text(metric_, *id, "unit") == "currency") level = out.metric;
            if (id && !out.unit.known && c_.lexicon.text(metric_, *id, "unit") == "currency")
                out.unit = of_table;
            labels_.push_back(std::move(out));
        }
    }

    bool any_label(std::string_view category) const {
        const auto id = c_.lexicon.find_category(category);
        for (std::uint32_t row = g_.header_rows; id && row < g_.rows.size(); ++row)
            if (!c_.document.hits_in(*id, label(row)).empty()) return true;
        return false;
    }

    // A label without its brackets.
    std::u32string bare(Range r) const {
        std::u32string out;
        int depth = 0;
        for (char32_t ch : c_.document.view(r)) {
            depth += ch == U'(' ? 1 : 0;
            if (depth == 0 && ch != U'%' && ch != U':') out += ch;
            depth -= ch == U')' && depth > 0 ? 1 : 0;
        }
        return out;
    }
    bool is_word(std::string_view category, Range r) const {
        const auto id = c_.lexicon.find_category(category);
        return id && c_.lexicon.exact(*id, bare(r)).has_value();
    }
    bool is_growth(Range r) const {
        if (is_word("growth_word", r)) return true;
        const auto id = c_.lexicon.common().growth_word;
        const auto hits = id ? c_.document.hits_in(*id, r) : std::span<const lexicon::Hit>{};
        return bare(r).empty() && !hits.empty(); // (+/-%)
    }

    void read_row(std::uint32_t row, std::int64_t table) {
        const RowLabel& l = labels_[row - g_.header_rows];
        if (l.metric.empty()) return;
        const auto id = c_.lexicon.find_key(metric_, l.metric);
        const std::string_view unit = id ? c_.lexicon.text(metric_, *id, "unit") : std::string_view{};
        for (const Year& year : years_) {
            const Range cell = table::cell(c_.document, g_, row, year.column);
            if (cell.empty() || text::is_absent(c_.document.atoms, c_.lexicon, cell)) continue;
            const auto v = cell_value(c_, cell, l.unit);
            if (!v || (unit == "currency" && !l.unit.known && !v->has_unit)) {
                add_finding(facts_, c_, v ? "unit_unknown" : "cell_unreadable", Severity::warning,
                            facts_.meta.ticker,
                            (v ? "no unit is printed for " + l.metric
                               : "no number could be read from " + c_.document.printed(cell)) +
                                ": left out",
                            cell);
                continue;
            }
            repairs_.count(*v);
            Estimate fact;
            fact.at = c_.span(cell);
            fact.table = table;
            fact.table_id = id_;
            fact.ticker = facts_.meta.ticker;
            fact.name = facts_.meta.name;
            fact.metric = l.metric;
            fact.period = year.period;
            fact.period_end = Date::month_end(*year.period.year, 12);
            fact.value = v->value;
            fact.unit = unit;
            if (l.currencies.size() == 1) fact.currency = l.currencies.front();
            note_field(fact, "metric", c_, label(row));
            note_field(fact, "value", c_, cell);
            facts_.estimates.push_back(std::move(fact));
        }
    }

    const Context& c_;
    const table::Grid& g_;
    std::int64_t id_;
    Facts& facts_;
    lexicon::CategoryId metric_;
    std::vector<Year> years_;
    std::vector<RowLabel> labels_;
    Repairs repairs_;
};

} // namespace

bool read_statement(const Context& context, const table::Grid& grid, std::int64_t table,
                    std::int64_t table_id, Facts& facts) {
    return StatementReader(context, grid, table_id, facts).read(table);
}

} // namespace yanbao::facts
