#include "yanbao/facts/stock_table.hpp"

#include "yanbao/facts/column_gaps.hpp"
#include "yanbao/facts/column_witness.hpp"
#include "yanbao/facts/company_cell.hpp"
#include "yanbao/facts/row_shift.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using table::CellKind;
using table::Grid;
using text::Range;

bool all_digits(std::u32string_view s) { return std::all_of(s.begin(), s.end(), lexicon::is_digit); }

struct StockContent {
    std::uint32_t filled = 0, tickers = 0, ratings = 0, numbers = 0, texts = 0;
    std::uint32_t bare = 0; ///< of the tickers: six digits alone, which may be a figure
    bool mostly(std::uint32_t n) const noexcept { return filled > 0 && 2 * n >= filled; }
};

class StockBinder {
  public:
    StockBinder(const Context& context, const Grid& grid)
        : c_(context), grid_(grid), content_(grid.columns) {}

    std::optional<StockTable> bind(std::int64_t table_id, Facts& facts) {
        look();
        StockTable t{&grid_, table_id, std::vector<StockColumn>(grid_.columns)};
        const auto meanings = table::meanings(c_.document, c_.lexicon, grid_);
        const bool narrow = is_header_narrow(meanings);
        for (std::uint32_t i = 0; i < grid_.columns && !narrow; ++i) from_header(t.columns[i], meanings[i]);
        fill_column_gaps(c_, t);
        if (!bind_company(t)) return std::nullopt;
        if (narrow)
            add_table_finding(
                facts, c_, "row_misaligned", Severity::warning, table_id, "coverage, estimates, quotes",
                "the header has fewer cells than the rows, and its names do not fit what is below them: "
                "columns are read by their content alone",
                grid_.caption);
        bind_content(t, facts);
        inherit_caption_unit(t);
        settle_by_witness(c_, t, facts);
        return t;
    }

  private:
    void look() {
        for (std::uint32_t r = grid_.header_rows; r < grid_.rows.size(); ++r)
            for (std::uint32_t i = 0; i < grid_.columns; ++i) {
                const Range cell = table::cell(c_.document, grid_, r, i);
                StockContent& content = content_[i];
                switch (table::kind_of(c_.document, c_.lexicon, cell)) {
                case CellKind::blank:
                case CellKind::absent: continue;
                case CellKind::ticker:
                    ++content.tickers;
                    content.bare += all_digits(c_.document.view(cell)) ? 1 : 0;
                    break;
                case CellKind::rating: ++content.ratings; break;
                case CellKind::period: // 2023 in a body is a number
                case CellKind::number: ++content.numbers; break;
                case CellKind::text: ++content.texts; break;
                }
                ++content.filled;
            }
    }

    // A header cell is lost: the rows go on behind the header's end, and its names stand over other things.
    bool is_header_narrow(const std::vector<table::ColumnMeaning>& meanings) const {
        const std::uint32_t width = header_width(c_.document, grid_);
        if (width == 0 || grid_.columns <= width || content_[width].filled < (grid_.body_rows() + 1) / 2)
            return false;
        const auto misfits = [&](std::uint32_t by) {
            std::uint32_t n = 0;
            for (std::uint32_t i = 0; i + by < grid_.columns; ++i) {
                StockColumn said;
                from_header(said, meanings[i]);
                const StockContent& content = content_[i + by];
                if (content.filled == 0) continue;
                n += said.use == ColumnUse::rating && !content.mostly(content.ratings) ? 1 : 0;
                n += is_figure(said) && !content.mostly(content.numbers) ? 1 : 0;
            }
            return n;
        };
        return misfits(0) > misfits(1);
    }

    std::string_view key(std::string_view category, lexicon::KeyId id) const {
        return c_.lexicon.key(c_.lexicon.category(category), id);
    }

    void from_header(StockColumn& column, const table::ColumnMeaning& m) const {
        column.unit = {m.scale, m.has_unit, m.dimension, {}};
        column.currencies = m.currencies;
        if (m.period) column.period = *m.period;
        if (m.metric) {
            column.use = ColumnUse::figure;
            column.key = key("metric", *m.metric);
            return;
        }
        if (!m.column) {
            if (m.period && m.period->year) column.use = ColumnUse::unreadable; // a year of what?
            return;
        }
        column.key = key("column", *m.column);
        column.falls = column.key == "fall";
        if (column.falls) column.key = "change";
        column.use = use_of(column.key);
    }

    static ColumnUse use_of(std::string_view key) {
        constexpr std::pair<std::string_view, ColumnUse> uses[] = {
            {"ticker", ColumnUse::ticker},
            {"name", ColumnUse::name},
            {"rating", ColumnUse::rating},
            {"price", ColumnUse::price},
            {"target_price", ColumnUse::target_price},
            {"market_cap", ColumnUse::market_cap},
            {"change", ColumnUse::quote},
            {"average_daily_turnover", ColumnUse::quote},
            {"turnover_rate", ColumnUse::quote},
        };
        for (auto [k, use] : uses)
            if (k == key) return use;
        return ColumnUse::unused;
    }

    // Tickers are known by their shape, names by standing beside them or in the list of securities.
    bool bind_company(StockTable& t) {
        std::optional<std::uint32_t> ticker;
        std::uint32_t most = 0;
        for (std::uint32_t i = 0; i < grid_.columns; ++i) {
            const StockContent& content = content_[i];
            const bool headed = t.columns[i].use == ColumnUse::ticker;
            if (!content.mostly(content.tickers) ||
                (is_figure(t.columns[i]) && content.bare == content.tickers))
                continue;
            const std::uint32_t score =
                2 * (content.tickers - content.bare) + content.bare + (headed ? content.filled : 0);
            if (score > most) most = score, ticker = i;
        }
        for (std::uint32_t i = 0; i < grid_.columns; ++i)
            if (i != ticker)
                content_[i].numbers += content_[i].bare, content_[i].tickers -= content_[i].bare,
                    content_[i].bare = 0;
        for (StockColumn& c : t.columns)
            if (c.use == ColumnUse::ticker) c.use = ColumnUse::unused;
        if (ticker) t.columns[*ticker] = as(ColumnUse::ticker);
        const auto name = name_column(t, ticker);
        for (StockColumn& c : t.columns)
            if (c.use == ColumnUse::name) c.use = ColumnUse::unused;
        if (name) t.columns[*name] = as(ColumnUse::name);
        return ticker || name;
    }

    static bool is_figure(const StockColumn& c) {
        return c.use != ColumnUse::ticker && c.use != ColumnUse::name && c.use != ColumnUse::rating &&
               c.use != ColumnUse::unused;
    }

    static StockColumn as(ColumnUse use) {
        StockColumn c;
        c.use = use;
        return c;
    }

    std::optional<std::uint32_t> name_column(const StockTable& t, std::optional<std::uint32_t> ticker) const {
        std::optional<std::uint32_t> best;
        double most = 0.0;
        for (std::uint32_t i = 0; i < grid_.columns; ++i) {
            if (i == ticker || !content_[i].mostly(content_[i].texts)) continue;
            double score = known_names(i) / static_cast<double>(content_[i].filled);
            if (t.columns[i].use == ColumnUse::name) score += ticker ? 0.6 : 0.2;
            if (ticker && (i == *ticker + 1 || i + 1 == *ticker)) score += 0.3;
            if (score > most) most = score, best = i;
        }
        return most >= 0.5 ? best : std::nullopt;
    }

    // Its name, its ticker beside it perhaps.
    bool names_security(Range cell) const {
        return !c_.securities.by_name(c_.document.view(cell)).empty() || company_parts(c_, cell);
    }

    double known_names(std::uint32_t column) const {
        double known = 0.0;
        for (std::uint32_t r = grid_.header_rows; r < grid_.rows.size(); ++r) {
            const Range cell = table::cell(c_.document, grid_, r, column);
            if (!cell.empty() && names_security(cell)) known += 1.0;
        }
        return known;
    }

    // A header is believed only where the cells are of its kind; ratings tell themselves.
    void bind_content(StockTable& t, Facts& facts) const {
        for (std::uint32_t i = 0; i < grid_.columns; ++i) {
            StockColumn& column = t.columns[i];
            const StockContent& content = content_[i];
            if (column.use == ColumnUse::ticker || column.use == ColumnUse::name) continue;
            if (column.key == "previous_rating") continue; // of another day, whatever its cells hold
            if (content.mostly(content.ratings) && content.ratings > 0) {
                column = as(ColumnUse::rating);
                continue;
            }
            if (column.use == ColumnUse::rating) column.use = ColumnUse::unused;
            const bool wants_numbers = column.use != ColumnUse::unused;
            if (wants_numbers && content.filled > 0 && !content.mostly(content.numbers)) {
                if (content.texts > 0 && !column.key.empty())
                    add_table_finding(facts, c_, "column_unreadable", Severity::warning, t.table_id,
                                      "coverage, estimates, quotes",
                                      "most cells of column " + std::to_string(i + 1) + " (" +
                                          std::string(column.key) +
                                          ") hold no readable number: it is left out",
                                      grid_.headers[i].empty() ? Range{} : grid_.headers[i].back());
                column.use = ColumnUse::unused;
            }
            if (column.use == ColumnUse::unused && column.key.empty() && content.filled > 0 &&
                content.mostly(content.numbers) && content.numbers > 0)
                column.use = ColumnUse::unreadable;
        }
    }

    // A unit in the caption holds for money columns that print none: the one behind the column's own name, where the
    // caption has several, else the first.
    void inherit_caption_unit(StockTable& t) const {
        const auto metric = c_.lexicon.category("metric");
        for (StockColumn& c : t.columns) {
            const auto id = c.use == ColumnUse::figure ? c_.lexicon.find_key(metric, c.key) : std::nullopt;
            const std::string_view kind = id ? c_.lexicon.text(metric, *id, "unit") : std::string_view{};
            const bool money = c.use == ColumnUse::market_cap || kind == "currency";
            const bool share = kind == "share_of_whole" || c.key == "change" || c.key == "turnover_rate";
            if ((!money && !share) || c.unit.known) continue;
            const Range said = caption_of(c.key, id ? "metric" : "column");
            const FigureUnit unit = share ? unit_in(c_, said, "share_of_whole") : unit_in(c_, said);
            if (unit.known && (share || unit.dimension == "money")) c.unit = unit;
        }
    }

    Range caption_of(std::string_view key, std::string_view category) const {
        const auto id = c_.lexicon.category(category);
        for (const auto& hit : c_.document.hits_in(id, grid_.caption))
            if (c_.lexicon.key(id, hit.key) == key) return {hit.end, grid_.caption.end};
        return grid_.caption;
    }

    const Context& c_;
    const Grid& grid_;
    std::vector<StockContent> content_;
};

} // namespace

std::optional<std::uint32_t> StockTable::find(ColumnUse use) const noexcept {
    for (std::uint32_t i = 0; i < columns.size(); ++i)
        if (columns[i].use == use) return i;
    return std::nullopt;
}

std::optional<StockTable> as_stock_table(const Context& context, const Grid& grid, std::int64_t table_id,
                                         Facts& facts) {
    return StockBinder(context, grid).bind(table_id, facts);
}

} // namespace yanbao::facts
