#include "yanbao/facts/statement_table.hpp"

#include "yanbao/facts/footnotes.hpp"
#include "yanbao/facts/meta_subject.hpp"
#include "yanbao/facts/repeated_years.hpp"
#include "yanbao/facts/statement_fit.hpp"
#include "yanbao/facts/statement_rows.hpp"
#include "yanbao/facts/statement_unit.hpp"
#include "yanbao/facts/unread_years.hpp"
#include "yanbao/facts/year_ends.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace yanbao::facts {

namespace {

using text::Range;

/// A figure read, before its row is held against others of the part.
struct ReadFigure {
    const YearColumn* year;
    CellValue value;
    Range cell;
};
struct ReadRow {
    const StatementRow* row;
    std::vector<ReadFigure> figures;
    bool dropped = false;
    bool bare_shares = false; ///< whether they are in per cent is settled with the others of the report
};

class StatementReader {
  public:
    StatementReader(const Context& context, const table::Grid& grid, std::int64_t table_id,
                    UnsettledMoney& unsettled, Facts& facts)
        : c_(context), g_(grid), id_(table_id), unsettled_(unsettled), facts_(facts), labels_(context),
          notes_(context, grid) {}

    bool read(std::int64_t table) {
        const std::vector<YearPart> parts = year_parts(c_, g_);
        if (parts.empty() || Words(c_, "comparable").any_in(g_.caption)) return false;
        if (const auto other = subject_in(c_, g_.caption); other && is_another(*other)) {
            add_table_finding(facts_, c_, "table_of_another", Severity::warning, id_, "estimates",
                              "its title names " + other->ticker +
                                  ", another company than the report: left out",
                              g_.caption);
            return false;
        }
        const FigureUnit unit = unit_over(c_, g_);
        titled_previous_ = is_titled_previous(c_, g_.caption, parts);
        bool any = false;
        for (const YearPart& part : parts) {
            const auto rows = statement_rows(c_, labels_, g_, part, section_of(part), unit_of(part, unit));
            if (rows.empty()) continue;
            if (is_of_a_part(part, rows)) {
                add_table_finding(facts_, c_, "row_ambiguous", Severity::info, id_, "estimates",
                                  "sales or margins alone may be those of a part of the business: left out",
                                  rows.front().label);
                continue;
            }
            if (facts_.meta.ticker.empty()) {
                add_table_finding(facts_, c_, "table_without_company", Severity::warning, id_, "estimates",
                                  "figures by year, and the report does not say of which company",
                                  g_.caption);
                return false;
            }
            if (!any) bind_notes();
            any = true;
            read_part(part, rows, table);
        }
        if (any) notes_.report_unbound(id_, facts_, true);
        if (any) report_repairs(facts_, c_, repairs_, id_, g_.caption);
        return any;
    }

  private:
    bool is_another(const Subject& subject) const {
        const auto own = parse_ticker(facts_.meta.ticker), theirs = parse_ticker(subject.ticker);
        if (!own || !theirs || same_security(*own, *theirs)) return false;
        // a second listing of one company has its name
        const auto listed = c_.securities.by_ticker(*own);
        return listed == nullptr || subject.listed_name.empty() || listed->name != subject.listed_name;
    }

    // What is said under the table, or over it, of all its figures.
    void bind_notes() {
        const std::u32string name = text::atoms_of(facts_.meta.name).cp;
        notes_.look_at(name, {});
        origin_ = Footnotes::origin_in(c_, g_.caption);
        for (const Footnote* note : notes_.of(name, {})) {
            if (!note->origin.empty()) origin_ = note->origin;
            if (note->year_end_month > 0) year_end_month_ = note->year_end_month;
        }
        if (const int month = printed_year_end(c_, g_.caption); month > 0) year_end_month_ = month;
    }

    StatementSection section_of(const YearPart& part) const {
        const auto in_corner = labels_.section_in(part.corner);
        if (in_corner != StatementSection::none) return in_corner;
        for (const Range above : part.above)
            if (const auto s = labels_.section_in(above); s != StatementSection::none) return s;
        return labels_.section_in(g_.caption);
    }

    // Sales, margins and their growth, under no title of a statement.
    bool is_of_a_part(const YearPart& part, const std::vector<StatementRow>& rows) const {
        if (section_of(part) != StatementSection::none) return false;
        return std::all_of(rows.begin(), rows.end(), [&](const StatementRow& row) {
            return has_mark(c_, row.kind.metric, "of_parts");
        });
    }

    FigureUnit unit_of(const YearPart& part, const FigureUnit& of_table) const {
        if (const FigureUnit unit = money_in(c_, part.corner); unit.known) return unit;
        for (auto above = part.above.rbegin(); above != part.above.rend(); ++above)
            if (const FigureUnit unit = money_in(c_, *above); unit.known) return unit;
        return of_table;
    }
    void read_part(const YearPart& part, const std::vector<StatementRow>& rows, std::int64_t table) {
        if (const int month = year_end_of_corner(c_, part.corner)) year_end_month_ = month;
        std::vector<ReadRow> read;
        bool untold = false;
        const auto misfits =
            static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const StatementRow& row) {
                return misfits_years(c_, g_, part, row.row);
            }));
        for (const StatementRow& row : rows) {
            if (row.story == ColumnStory::change) continue;
            if (is_of_other_listing(row)) {
                leave_out("row_of_other_listing", row, "a row of the company's other listing");
                continue;
            }
            // where most rows do not fit the years, it is the row of years that is another
            const auto why = misplaced(c_, g_, part, row.row, 2 * misfits <= rows.size());
            if (!why.empty()) {
                leave_out("row_misaligned", row, std::string(why));
                continue;
            }
            ReadRow out{&row, {}, false};
            for (const YearColumn& year : part.years) {
                untold = untold || year.story == ColumnStory::unknown;
                if (year.story == ColumnStory::change || year.story == ColumnStory::unknown) continue;
                const Range cell = cell_of_year(c_, g_, year, row.row);
                FigureKind kind = row.kind;
                kind.unit.known = kind.unit.known || kind.dimension == "currency"; // settled later
                if (const auto v = own_figure(c_, kind, cell, facts_)) {
                    repairs_.count(*v);
                    out.figures.push_back({&year, *v, cell});
                }
            }
            if (row.shares_by_title) doubt_small_shares(out);
            if (!out.figures.empty()) read.push_back(std::move(out));
        }
        if (untold)
            add_table_finding(facts_, c_, "version_unreadable", Severity::warning, id_, "estimates",
                              "years are printed several times, and no header says how they differ: left out",
                              part.years.front().header);
        report_lone_years(c_, part, id_, facts_);
        if (is_torn(part, read)) return leave_out_part(part);
        hold_against_each_other(read);
        for (const ReadRow& row : read)
            if (!row.dropped && make_room(c_, facts_, row.figures.size()))
                for (const ReadFigure& figure : row.figures) emit(row, figure, table);
    }

    // Multiples are of one listing's price; sums and figures a share are of both.
    bool is_of_other_listing(const StatementRow& row) const {
        if (row.listing.empty() || row.kind.dimension != "multiple") return false;
        return (row.listing == "mainland") != is_mainland(facts_.meta.ticker);
    }

    // Most figures of the part are lost: what is left may stand under the wrong years.
    static bool is_torn(const YearPart& part, const std::vector<ReadRow>& rows) {
        constexpr std::size_t fewest_torn_rows = 3;
        std::size_t figures = 0;
        for (const ReadRow& row : rows) figures += row.figures.size();
        return part.years.size() >= 3 && rows.size() >= fewest_torn_rows &&
               5 * figures < 2 * rows.size() * part.years.size();
    }
    void leave_out_part(const YearPart& part) {
        add_table_finding(facts_, c_, "row_misaligned", Severity::warning, id_, "estimates",
                          "most cells below its years are blank, the others may have moved: left out",
                          part.years.front().header);
    }

    // Under a title in per cent, a row of 0.02 is likely to be none: its title says nothing of it.
    static void doubt_small_shares(ReadRow& row) {
        constexpr double least_share = 0.001;
        row.bare_shares = row.row->kind.metric != "dividend_yield" &&
                          std::all_of(row.figures.begin(), row.figures.end(), [](const ReadFigure& f) {
                              return !f.value.has_unit && std::abs(f.value.value.value) < least_share;
                          });
        for (ReadFigure& f : row.figures)
            if (row.bare_shares) f.value.value.value *= 100.0, f.value.value.half_unit *= 100.0;
    }

    // A metric printed twice under the same years with other figures is that of parts of the business.
    void hold_against_each_other(std::vector<ReadRow>& rows) {
        std::map<std::tuple<std::string_view, ColumnStory, std::string_view, std::string_view>, std::size_t>
            first;
        std::set<std::string_view> torn;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto [found, fresh] =
                first.try_emplace({rows[i].row->kind.metric, rows[i].row->story, rows[i].row->kind.qualifier,
                                   currency_of_row(*rows[i].row)},
                                  i);
            if (fresh) continue;
            if (!agree(rows[found->second], rows[i]))
                torn.insert(rows[i].row->kind.metric);
            else if (rows[found->second].figures.size() >= rows[i].figures.size())
                rows[i].dropped = true; // said again
        }
        for (ReadRow& row : rows) {
            if (!torn.contains(row.row->kind.metric)) continue;
            row.dropped = true;
            leave_out("row_ambiguous", *row.row, "several rows of the table have this name");
        }
    }
    // EPS in HKD beside EPS in RMB
    static std::string_view currency_of_row(const StatementRow& row) {
        if (row.kind.dimension != "currency_per_share") return {};
        return row.kind.currencies.size() == 1 ? row.kind.currencies.front() : row.kind.unit.currency;
    }
    static bool agree(const ReadRow& a, const ReadRow& b) {
        for (const ReadFigure& x : a.figures)
            for (const ReadFigure& y : b.figures)
                if (x.year == y.year && !overlap(canonical(a, x), canonical(b, y))) return false;
        return true;
    }
    // A share without a sign, beside one that has it, is in per cent too.
    static Interval canonical(const ReadRow& row, const ReadFigure& figure) {
        const Measured& m = figure.value.value;
        const bool bare = row.row->kind.dimension == "share_of_whole" && !row.row->kind.unit.known &&
                          !figure.value.has_unit && std::abs(m.value) > 1.0;
        return bare ? Interval::around(0.01 * m.value, 0.01 * m.half_unit) : m.interval();
    }

    void leave_out(std::string_view code, const StatementRow& row, const std::string& why) {
        add_finding(facts_, c_, code, Severity::warning, facts_.meta.ticker,
                    std::string(row.kind.metric) + ": " + why + "; left out", row.label);
    }

    void emit(const ReadRow& read, const ReadFigure& figure, std::int64_t table) {
        const StatementRow& row = *read.row;
        Estimate fact = own_estimate(c_, facts_, row.kind, figure.year->period, figure.value, figure.cell,
                                     row.label, figure.year->header);
        fact.bare_share = fact.bare_share || read.bare_shares;
        fact.table = table;
        fact.table_id = id_;
        if (!origin_.empty()) fact.origin = origin_;
        if (year_end_month_ > 0) fact.period_end = year_end(fact.period, year_end_month_);
        const ColumnStory story = row.story != ColumnStory::present ? row.story : figure.year->story;
        if (story == ColumnStory::previous || (story == ColumnStory::present && titled_previous_))
            fact.version = "previous";
        if (story == ColumnStory::consensus) fact.origin = "consensus:unnamed";
        if (row.kind.dimension == "currency" && !row.kind.unit.known && !figure.value.has_unit)
            return unsettled_.add(std::move(fact));
        facts_.estimates.push_back(std::move(fact));
    }

    const Context& c_;
    const table::Grid& g_;
    std::int64_t id_;
    UnsettledMoney& unsettled_;
    Facts& facts_;
    StatementLabels labels_;
    Footnotes notes_;
    Repairs repairs_;
    std::string origin_; ///< that a note or the caption gives to every figure
    int year_end_month_ = 0;
    bool titled_previous_ = false;
};

} // namespace

bool read_statement(const Context& context, const table::Grid& grid, std::int64_t table,
                    std::int64_t table_id, UnsettledMoney& unsettled, Facts& facts) {
    return StatementReader(context, grid, table_id, unsettled, facts).read(table);
}

bool is_statement(const Context& context, const table::Grid& grid) {
    const StatementLabels labels(context);
    for (const YearPart& part : year_parts(context, grid)) {
        if (part.years.back().period.basis != Basis::estimate &&
            part.years.front().period.basis != Basis::estimate)
            continue;
        for (const StatementRow& row :
             statement_rows(context, labels, grid, part, StatementSection::none, {}))
            if (has_mark(context, row.kind.metric, "of_forecasts")) return true;
    }
    return false;
}

} // namespace yanbao::facts
