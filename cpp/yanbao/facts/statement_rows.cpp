#include "yanbao/facts/statement_rows.hpp"

#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

class RowSettler {
  public:
    RowSettler(const Context& context, const StatementLabels& labels, const table::Grid& grid,
               const YearPart& part, StatementSection section, const FigureUnit& table_unit)
        : c_(context), labels_(labels), g_(grid), part_(part), section_(section), unit_(table_unit),
          share_unit_(share_unit_over()) {}

    std::vector<StatementRow> run() {
        look();
        // the row that tells whose figures the columns are is no row of figures, nor a title
        for (std::uint32_t row = part_.head + (part_.told ? 2 : 1); row < part_.end_row; ++row) read(row);
        return std::move(rows_);
    }

  private:
    // Whether another row says whose profit it is, and whether cash flows stand here.
    void look() {
        for (std::uint32_t row = part_.head + 1; row < part_.end_row; ++row) {
            const Range r = label_of_row(c_, g_, part_, row);
            if (r.empty()) continue;
            attributable_ = attributable_ || labels_.is_attributable(r);
            cash_ = cash_ || labels_.is_cash_flow(r);
        }
    }

    bool has_figures(std::uint32_t row) const {
        return std::any_of(part_.years.begin(), part_.years.end(),
                           [&](const YearColumn& year) { return !cell_of_year(c_, g_, year, row).empty(); });
    }

    void read(std::uint32_t row) {
        const Range r = label_of_row(c_, g_, part_, row);
        if (r.empty()) { // words across the columns of the years
            const Range words = words_under_years(row);
            return words.empty() ? forget() : title(words, labels_.read(words));
        }
        StatementLabel label = labels_.read(r);
        if (!has_figures(row)) return is_torn(r) ? forget() : title(r, label);
        StatementRow out;
        out.row = row;
        out.label = r;
        out.kind = {label.metric, {}, label.unit, std::move(label.currencies)};
        out.story = story_;
        out.listing = label.listing;
        if (label.per_ads) out.kind.qualifier = "per_ads";
        std::string_view& metric = out.kind.metric;
        if (label.story) out.story = *label.story;
        if (label.growth && metric.empty())
            metric = growth_of(c_, level_);
        else if (!metric.empty())
            metric = settled(label);
        if (metric.empty() && label.story && !label.growth && !rows_.empty() &&
            rows_.back().kind.metric == level_) {
            out.kind = rows_.back().kind; // "old forecast | 1.2", and below it "new forecast | 1.3"
            rows_.push_back(std::move(out));
            return;
        }
        if (!label.growth) level_ = metric;
        if (metric.empty()) return;
        out.kind.dimension = dimension_of(c_, metric);
        const FigureUnit& unit = out.kind.unit;
        if (out.kind.dimension == "currency" && (!unit.known || unit.dimension == "share_of_whole"))
            out.kind.unit = unit_;
        if (out.kind.dimension == "currency_per_share" && out.kind.currencies.empty() && !unit.known &&
            !per_share_currency_.empty())
            out.kind.currencies.push_back(per_share_currency_);
        if (out.kind.dimension == "share_of_whole" && !unit.known) {
            out.kind.unit = share_unit_;
            out.shares_by_title = share_unit_.known;
        }
        rows_.push_back(std::move(out));
    }

    void forget() { level_ = {}; }

    // A row whose figures do not fit the years stands in one cell: it is no title of what follows.
    bool is_torn(Range r) const {
        const auto& atoms = c_.document.atoms;
        std::uint32_t begin = r.end - 1;
        while (begin > r.begin && !atoms.has(begin, text::flag::gap) &&
               !atoms.has(begin, text::flag::line_start))
            --begin;
        const Range last{begin, r.end};
        return begin > r.begin && text::whole_quantity(atoms, c_.lexicon, last) && !fiscal_year_in(c_, last);
    }

    // Beside or above the years, or in the caption: (%) holds for every share below.
    FigureUnit share_unit_over() const {
        constexpr std::string_view share = "share_of_whole";
        FigureUnit unit = unit_in(c_, part_.corner, share);
        for (auto above = part_.above.rbegin(); above != part_.above.rend() && !unit.known; ++above)
            unit = unit_in(c_, *above, share);
        return unit.known ? unit : unit_in(c_, g_.caption, share);
    }

    Range words_under_years(std::uint32_t row) const {
        Range words;
        for (std::uint32_t c = part_.first_column; c < part_.end_column; ++c) {
            const Range r = table::cell(c_.document, g_, row, c);
            if (r.empty()) continue;
            if (table::kind_of(c_.document, c_.lexicon, r) != table::CellKind::text) return {};
            words = words.empty() ? r : Range{words.begin, r.end};
        }
        return words;
    }

    // A row of words alone: a section, a version of the forecast, a unit of what follows.
    void title(Range r, const StatementLabel& label) {
        level_ = {};
        if (label.section != StatementSection::none)
            section_ = label.section;
        else if (const auto within = labels_.section_in(r); within != StatementSection::none)
            section_ = within;
        if (label.story && label.metric.empty()) story_ = *label.story;
        const FigureUnit unit = unit_in(c_, r);
        // (RMB) over figures a share is their currency, no unit of sums
        per_share_currency_ = unit.known && unit.scale == 1.0 ? unit.currency : std::string_view{};
        if (unit.known && unit.dimension == "money" && (unit.scale > 1.0 || unit.currency.empty()))
            unit_ = unit;
        const FigureUnit share = unit_in(c_, r, "share_of_whole");
        share_unit_ = share.known ? share : share_unit_over();
    }

    std::string_view settled(const StatementLabel& label) const {
        const bool share = label.unit.known && label.unit.dimension == "share_of_whole";
        if (section_ == StatementSection::growth) {
            // a margin has no growth of its own: it stands under a title that was lost
            const std::string_view growth = growth_of(c_, label.metric);
            return growth.empty() && dimension_of(c_, label.metric) == "share_of_whole" ? label.metric
                                                                                        : growth;
        }
        if (share && dimension_of(c_, label.metric) == "currency") // growth under its level, else of what?
            return level_ == label.metric ? growth_of(c_, label.metric) : std::string_view{};
        if (!label.plain_profit) return label.metric;
        if (section_ == StatementSection::cash_flow || cash_)
            return {}; // cash flows start from either profit
        return attributable_ ? std::string_view("net_profit_total") : label.metric;
    }

    const Context& c_;
    const StatementLabels& labels_;
    const table::Grid& g_;
    const YearPart& part_;
    StatementSection section_;
    std::string_view per_share_currency_; ///< that the title above names
    FigureUnit unit_, share_unit_;        ///< of money, and of shares of a whole, that print none
    bool attributable_ = false, cash_ = false;
    std::string_view level_; ///< of the row above
    ColumnStory story_ = ColumnStory::present;
    std::vector<StatementRow> rows_;
};

} // namespace

std::vector<StatementRow> statement_rows(const Context& context, const StatementLabels& labels,
                                         const table::Grid& grid, const YearPart& part,
                                         StatementSection section, const FigureUnit& table_unit) {
    return RowSettler(context, labels, grid, part, section, table_unit).run();
}

} // namespace yanbao::facts
