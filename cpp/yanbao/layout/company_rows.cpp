#include "yanbao/layout/company_rows.hpp"

#include "yanbao/layout/company_stack.hpp"

#include <algorithm>
#include <utility>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::size_t most_header_lines = 4; ///< above rows of a line each
constexpr std::uint32_t shortest_row = 10;

class CompanyRows {
  public:
    CompanyRows(Lines& lines, const lexicon::Lexicon& lexicon)
        : l_(lines), lex_(lexicon), cells_(lines.atoms, lexicon) {}

    void run() {
        for (std::size_t i = 0; i < l_.lines.size();) {
            const std::size_t behind = !cells_.is_text(line(i))          ? i
                                       : cells_.is_ticker(line(i).atoms) ? stack_at(i)
                                                                         : rows_at(i);
            if (behind == i)
                out_.push_back(l_.lines[i++]);
            else
                i = behind;
        }
        l_.lines = std::move(out_);
        if (broken_ > 0)
            l_.findings.push_back(
                {"row_misaligned",
                 Severity::warning,
                 "report",
                 broken_,
                 "a row of a table of companies has more or fewer cells than its neighbours: its "
                 "figures are left out",
                 {}});
        if (unfit_ > 0)
            l_.findings.push_back(
                {"table_unread",
                 Severity::warning,
                 "report",
                 unfit_,
                 "lines that look like rows of a table of companies, and no header above them fits: "
                 "they are left as text",
                 {}});
    }

  private:
    const Line& line(std::size_t i) const { return l_.lines[i]; }

    std::size_t stack_at(std::size_t i) {
        if (i < tried_) return i;
        auto stack = read_company_stack(l_, out_, lex_, i, tried_);
        if (!stack) return i;
        if (!stack->rows.empty()) return emit(stack->rows, std::move(stack->above), i);
        ++unfit_;
        return i;
    }

    // Rows of a line each from line `i` on; the line behind them, or `i` where they are none.
    std::size_t rows_at(std::size_t i) {
        if (line(i).atoms.size() < shortest_row) return i;
        CompanyRow first{cells_.pieces_of(line(i).atoms), i, i};
        if (std::none_of(first.cells.begin(), first.cells.end(),
                         [&](Range r) { return cells_.is_ticker(r); }))
            return i;
        std::vector<CellClass> columns = cells_.classes_of(first.cells);
        if (!is_company_row(columns)) return i;
        std::vector<CompanyRow> rows{std::move(first)};
        std::size_t idle = 0;
        for (std::size_t at = i + 1; at < l_.lines.size() && idle <= most_lines_between; ++at) {
            if (line(at).kind == LineKind::blank) continue;
            if (!cells_.is_text(line(at))) break;
            CompanyRow row{cells_.pieces_of(line(at).atoms), at, at};
            const auto classes = cells_.classes_of(row.cells);
            if (!has_one_ticker(classes)) {
                if (std::any_of(row.cells.begin(), row.cells.end(),
                                [&](Range r) { return cells_.heads_tickers(r); }))
                    break; // another table
                ++idle;
                continue;
            }
            row.whole = agrees(columns, classes);
            if (row.whole) settle(columns, classes);
            rows.push_back(std::move(row));
            idle = 0;
        }
        return emit(rows, header_above(columns), i);
    }

    // The header in the lines above, taken in one by one until it fits.
    HeaderAbove header_above(const std::vector<CellClass>& columns) const {
        HeaderAbove above;
        std::size_t text = 0;
        for (std::size_t n = 1; n <= out_.size() && text < most_header_lines; ++n) {
            const Line& next = out_[out_.size() - n];
            if (next.kind == LineKind::blank) continue;
            if (!cells_.is_text(next)) break;
            ++text;
            std::vector<Range> pieces = cells_.pieces_of(next.atoms);
            pieces.insert(pieces.end(), above.pieces.begin(), above.pieces.end());
            above.pieces = std::move(pieces);
            if (above.pieces.size() > 2 * most_company_columns) break;
            above.header = fit_header(l_.atoms, lex_, above.pieces, columns);
            if (above.header) {
                above.lines = n;
                break;
            }
        }
        return above;
    }

    Line row_line(const std::vector<Range>& cells, std::uint32_t start, std::uint32_t end) {
        Line row;
        row.kind = LineKind::row;
        row.start = start;
        row.end = end;
        row.first_cell = static_cast<std::uint32_t>(l_.cells.size());
        row.cell_count = static_cast<std::uint32_t>(cells.size());
        l_.cells.insert(l_.cells.end(), cells.begin(), cells.end());
        return row;
    }

    // `from`: the first line that is not written yet.
    std::size_t emit(const std::vector<CompanyRow>& rows, HeaderAbove above, std::size_t from) {
        const auto whole =
            std::count_if(rows.begin(), rows.end(), [](const CompanyRow& r) { return r.whole; });
        if (!above.header || (whole < 2 && !above.header->has_years)) {
            if (rows.size() < 2) return from;
            ++unfit_;
            return keep(rows);
        }
        Line apart;
        apart.kind = LineKind::blank;
        const std::size_t first_head = out_.size() - above.lines;
        const std::uint32_t start = out_[first_head].start, end = line(rows.front().first).start;
        out_.resize(first_head);
        const std::uint32_t begin = above.pieces.front().begin, behind = rows.front().cells.front().begin;
        apart.atoms = {begin, begin};
        out_.push_back(apart);
        std::uint32_t cut = behind;
        for (Range year : above.header->years)
            if (!year.empty() && year.begin >= begin) cut = std::min(cut, year.begin);
        Line labels = row_line(above.header->labels, start, end);
        labels.atoms = {begin, above.header->has_years ? cut : behind};
        out_.push_back(labels);
        if (above.header->has_years) {
            Line years = row_line(above.header->years, start, end);
            years.atoms = {cut, behind};
            out_.push_back(years);
        }
        std::size_t at = rows.front().first;
        for (const CompanyRow& row : rows) {
            for (; at < row.first; ++at)
                if (line(at).kind != LineKind::blank) out_.push_back(line(at));
            const Range all{row.cells.front().begin, row.cells.back().end};
            Line next = row_line(row.whole ? row.cells : std::vector<Range>{all}, line(row.first).start,
                                 line(row.last).end);
            next.atoms = all;
            out_.push_back(next);
            broken_ += row.whole ? 0 : 1;
            at = row.last + 1;
        }
        apart.atoms = {rows.back().cells.back().end, rows.back().cells.back().end};
        out_.push_back(apart);
        return at;
    }

    // Rows that no header fits, as they are: they are not looked at again.
    std::size_t keep(const std::vector<CompanyRow>& rows) {
        for (std::size_t at = rows.front().first; at <= rows.back().last; ++at) out_.push_back(line(at));
        return rows.back().last + 1;
    }

    Lines& l_;
    const lexicon::Lexicon& lex_;
    CompanyCells cells_;
    std::vector<Line> out_;
    std::size_t tried_ = 0; ///< lines before it make no table of one cell a line
    std::uint32_t broken_ = 0, unfit_ = 0;
};

} // namespace

void gather_company_rows(Lines& lines, const lexicon::Lexicon& lexicon) { CompanyRows(lines, lexicon).run(); }

} // namespace yanbao::layout
