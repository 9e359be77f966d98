#include "yanbao/layout/company_rows.hpp"

#include "yanbao/base/ticker.hpp"
#include "yanbao/layout/company_header.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::uint32_t longest_company_cell = 24, longest_company_row = 240;
constexpr std::size_t fewest_columns = 4, most_columns = 40;
constexpr std::size_t most_header_lines = 4;  ///< above rows of a line each
constexpr std::size_t most_header_cells = 40; ///< above rows of one cell a line
constexpr std::size_t most_lines_between = 6; ///< the foot and head of a page, between two rows
constexpr std::uint32_t longest_ticker = 12;
constexpr std::size_t most_cells_before = 2; ///< a row's ticker: its number and name

/// A row: its cells, and the lines that print it.
struct CompanyRow {
    std::vector<Range> cells;
    std::size_t first = 0, last = 0; ///< lines
    bool whole = true;
};

/// Lines that are cells: a space before each while they are read, and for good where they make a table.
class Parted {
  public:
    explicit Parted(text::Atoms& atoms) : a_(atoms) {}
    Parted(const Parted&) = delete;
    Parted& operator=(const Parted&) = delete;
    ~Parted() {
        for (std::uint32_t atom : fresh_) a_.flags[atom] &= static_cast<std::uint8_t>(~text::flag::gap);
    }
    void add(Range line) {
        if (line.empty() || a_.has(line.begin, text::flag::gap)) return;
        a_.flags[line.begin] |= text::flag::gap;
        fresh_.push_back(line.begin);
    }
    void keep() { fresh_.clear(); }

  private:
    text::Atoms& a_;
    std::vector<std::uint32_t> fresh_;
};

class CompanyRows {
  public:
    CompanyRows(Lines& lines, const lexicon::Lexicon& lexicon) : l_(lines), lex_(lexicon) {}

    void run() {
        for (std::size_t i = 0; i < l_.lines.size();) {
            std::size_t behind = i;
            if (is_text(i)) {
                behind = is_ticker(line(i).atoms) ? cells_at(i) : rows_at(i);
            }
            if (behind > i) {
                i = behind;
                continue;
            }
            out_.push_back(l_.lines[i++]);
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
    bool is_text(std::size_t i) const {
        return i < l_.lines.size() && line(i).kind == LineKind::prose && line(i).hashes == 0 &&
               line(i).atoms.size() <= longest_company_row;
    }
    bool is_cell(std::size_t i) const {
        return is_text(i) && line(i).atoms.size() <= longest_company_cell &&
               l_.atoms.cp[line(i).atoms.end - 1] != U'\u3002';
    }

    bool is_ticker(Range r) const {
        if (r.size() < 4 || r.size() > longest_ticker) return false;
        std::string text;
        bool digits = false;
        for (char32_t c : l_.atoms.view(r)) {
            if (c > U'z' || !(lexicon::is_ascii_letter(c) || lexicon::is_digit(c) || c == U'.' || c == U' '))
                return false;
            digits = digits || lexicon::is_digit(c);
            text += static_cast<char>(c);
        }
        if (!digits) return false;
        const auto ticker = parse_ticker(text);
        if (!ticker) return false;
        const bool bare = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        return !bare || (r.size() == 6 && !ticker->exchange.empty());
    }
    CellClass class_of(Range r) const {
        if (is_ticker(r)) return CellClass::ticker;
        return text::is_absent(l_.atoms, lex_, r) || text::whole_quantity(l_.atoms, lex_, r)
                   ? CellClass::figure
                   : CellClass::words;
    }

    // The pieces of a line between its white space.
    std::vector<Range> pieces_of(Range r) const {
        std::vector<Range> pieces;
        for (std::uint32_t begin = r.begin; begin < r.end && pieces.size() <= most_columns;) {
            std::uint32_t end = begin + 1;
            while (end < r.end && !l_.atoms.has(end, text::flag::gap)) ++end;
            pieces.push_back({begin, end});
            begin = end;
        }
        return pieces;
    }

    static std::size_t ticker_column(const std::vector<CellClass>& classes) {
        return static_cast<std::size_t>(std::find(classes.begin(), classes.end(), CellClass::ticker) -
                                        classes.begin());
    }
    std::vector<CellClass> classes_of(const std::vector<Range>& cells) const {
        std::vector<CellClass> classes;
        for (Range r : cells) classes.push_back(class_of(r));
        return classes;
    }
    // A ticker and its name, and figures; prose that names a ticker has long pieces.
    static bool is_row(const std::vector<CellClass>& c) {
        return c.size() >= fewest_columns && c.size() <= most_columns &&
               std::count(c.begin(), c.end(), CellClass::ticker) == 1 &&
               std::count(c.begin(), c.end(), CellClass::figure) > 0 &&
               std::count(c.begin(), c.end(), CellClass::words) * 2 <= static_cast<long>(c.size()) + 1;
    }
    // Blank cells may make a column of words look like one of figures in one row, not the other way round.
    static bool agrees(const std::vector<CellClass>& a, const std::vector<CellClass>& b) {
        return a.size() == b.size() && ticker_column(a) == ticker_column(b);
    }
    static void settle(std::vector<CellClass>& columns, const std::vector<CellClass>& row) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (row[i] == CellClass::words) columns[i] = CellClass::words;
    }

    // Rows of a line each from line `i` on; the line behind them, or `i` where they are none.
    std::size_t rows_at(std::size_t i) {
        if (line(i).atoms.size() < 10) return i;
        CompanyRow first{pieces_of(line(i).atoms), i, i};
        if (std::none_of(first.cells.begin(), first.cells.end(), [&](Range r) { return is_ticker(r); }))
            return i;
        std::vector<CellClass> columns = classes_of(first.cells);
        if (!is_row(columns)) return i;
        std::vector<CompanyRow> rows{std::move(first)};
        std::size_t idle = 0;
        for (std::size_t at = i + 1; at < l_.lines.size() && idle <= most_lines_between; ++at) {
            if (line(at).kind == LineKind::blank) continue;
            if (!is_text(at)) break;
            CompanyRow row{pieces_of(line(at).atoms), at, at};
            const auto classes = classes_of(row.cells);
            if (std::count(classes.begin(), classes.end(), CellClass::ticker) != 1 ||
                std::count(classes.begin(), classes.end(), CellClass::figure) == 0) {
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

    struct Above {
        std::optional<CompanyHeader> header;
        std::vector<Range> pieces;
        std::size_t lines = 0; ///< at the end of `out_`, blank ones among them
    };
    bool is_head(const Line& above) const {
        return above.kind == LineKind::prose && above.hashes == 0 &&
               above.atoms.size() <= longest_company_row && l_.atoms.cp[above.atoms.end - 1] != U'\u3002';
    }

    // The header in the lines above, taken in one by one until it fits.
    Above header_above(const std::vector<CellClass>& columns) const {
        Above above;
        std::size_t text = 0;
        for (std::size_t n = 1; n <= out_.size() && text < most_header_lines; ++n) {
            const Line& next = out_[out_.size() - n];
            if (next.kind == LineKind::blank) continue;
            if (!is_head(next)) break;
            ++text;
            std::vector<Range> pieces = pieces_of(next.atoms);
            pieces.insert(pieces.end(), above.pieces.begin(), above.pieces.end());
            above.pieces = std::move(pieces);
            if (above.pieces.size() > 2 * most_columns) break;
            if ((above.header = fit_header(l_.atoms, lex_, above.pieces, columns))) {
                above.lines = n;
                break;
            }
        }
        return above;
    }

    // Rows of one cell a line, of which line `i` is a ticker.
    std::size_t cells_at(std::size_t i) {
        if (i < tried_) return i;
        std::vector<std::size_t> at; ///< lines of cells, from the ticker on
        std::vector<std::size_t> tickers;
        for (std::size_t k = i; k < l_.lines.size(); ++k) {
            if (line(k).kind == LineKind::blank) continue;
            if (!is_text(k)) break;
            if (is_cell(k) && is_ticker(line(k).atoms)) tickers.push_back(at.size());
            if (at.size() > tickers.back() + most_columns) break;
            at.push_back(k);
        }
        if (tickers.size() < 2) return i;
        tried_ = at[tickers.back()] + 1;
        Parted parted(l_.atoms);
        for (std::size_t k = 0; k < std::min(out_.size(), 2 * most_header_cells); ++k)
            parted.add(out_[out_.size() - 1 - k].atoms);
        for (std::size_t k : at) parted.add(line(k).atoms);
        std::size_t least = most_columns + 1;
        for (std::size_t k = 1; k < tickers.size(); ++k) least = std::min(least, tickers[k] - tickers[k - 1]);
        for (std::size_t n = least;
             n >= fewest_columns && n + most_lines_between >= least && n <= most_columns; --n) {
            std::optional<CellTable> best;
            for (std::size_t before = 0; before <= most_cells_before; ++before)
                if (auto table = cells_of(at, tickers, n, before);
                    table && (!best || best->score < table->score))
                    best = std::move(table);
            if (!best) continue;
            parted.keep();
            return emit(best->rows, std::move(best->above), i);
        }
        unfit_ += least >= fewest_columns && tickers.size() > 2 ? 1 : 0;
        return i;
    }

    struct CellTable {
        std::vector<CompanyRow> rows;
        Above above;
        std::size_t score = 0; ///< rows that are whole, and a label over the names
    };

    // With `n` cells a row, of which `before` stand above the ticker.
    std::optional<CellTable> cells_of(const std::vector<std::size_t>& at,
                                      const std::vector<std::size_t>& tickers, std::size_t n,
                                      std::size_t before) const {
        std::vector<Line> head; ///< cells above the first ticker, the nearest last
        std::size_t taken = 0;
        for (; taken < out_.size() && head.size() < most_header_cells + before; ++taken) {
            const Line& next = out_[out_.size() - 1 - taken];
            if (next.kind == LineKind::blank) continue;
            if (!is_head(next) || next.atoms.size() > longest_company_cell) break;
            head.insert(head.begin(), next);
        }
        if (head.size() <= before) return std::nullopt;
        std::vector<CompanyRow> rows;
        for (std::size_t k = 0; k < tickers.size(); ++k) {
            const std::size_t end = tickers[k] + n - before; // behind the last cell, if none is lost
            CompanyRow row;
            for (std::size_t c = 0; k == 0 && c < before; ++c)
                row.cells.push_back(head[head.size() - before + c].atoms);
            const std::size_t begin = k == 0 ? tickers[k] : tickers[k] - before;
            const std::size_t next = k + 1 < tickers.size() ? tickers[k + 1] - before : at.size();
            for (std::size_t c = begin; c < std::min(end, next); ++c) {
                if (!is_cell(at[c])) break;
                row.cells.push_back(line(at[c]).atoms);
                row.last = at[c];
            }
            row.first = at[begin];
            row.whole = row.cells.size() == n;
            rows.push_back(std::move(row));
        }
        std::vector<CellClass> columns;
        for (CompanyRow& row : rows) {
            if (!row.whole) continue;
            const auto classes = classes_of(row.cells);
            if (columns.empty())
                columns = classes;
            else if (!agrees(columns, classes))
                row.whole = false;
            else
                settle(columns, classes);
        }
        if (columns.empty() || !is_row(columns)) return std::nullopt;
        std::vector<Range> behind;
        for (std::size_t k = rows.back().last + 1;
             k < l_.lines.size() && is_cell(k) && behind.size() < most_columns; ++k)
            behind.push_back(line(k).atoms);
        // the header: as few of the cells above as fit
        std::vector<Range> pieces;
        for (std::size_t k = head.size() - before; k-- > 0;) {
            pieces.insert(pieces.begin(), head[k].atoms);
            if (pieces.size() > n * 2) break;
            auto header = fit_header(l_.atoms, lex_, pieces, columns, behind);
            if (!header || key_over(*header, columns, CellClass::ticker) != "ticker") continue;
            const bool named = key_over(*header, columns, CellClass::words) == "name";
            const auto whole =
                std::count_if(rows.begin(), rows.end(), [](const CompanyRow& r) { return r.whole; });
            CellTable table{std::move(rows), {std::move(header), std::move(pieces), 0}, 0};
            table.score = 2 * static_cast<std::size_t>(whole) + (named ? 1 : 0);
            std::size_t texts = head.size() - k;
            while (texts > 0) // back to the first line of the header
                texts -= out_[out_.size() - 1 - table.above.lines++].kind == LineKind::blank ? 0 : 1;
            return table;
        }
        return std::nullopt;
    }
    // What the label over the first column of this class names.
    std::string_view key_over(const CompanyHeader& header, const std::vector<CellClass>& columns,
                              CellClass wanted) const {
        const auto category = lex_.common().column;
        const auto at = std::find(columns.begin(), columns.end(), wanted);
        if (!category || at == columns.end()) return {};
        const auto key = lex_.exact(
            *category, l_.atoms.view(header.labels[static_cast<std::size_t>(at - columns.begin())]));
        return key ? std::string_view(lex_.key(*category, *key)) : std::string_view();
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
    std::size_t emit(const std::vector<CompanyRow>& rows, Above above, std::size_t from) {
        const auto whole =
            std::count_if(rows.begin(), rows.end(), [](const CompanyRow& r) { return r.whole; });
        if (!above.header || (whole < 2 && !above.header->has_years)) {
            if (rows.size() > 1) ++unfit_;
            return rows.size() > 1 && !above.header ? keep(rows) : from;
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
    std::vector<Line> out_;
    std::size_t tried_ = 0; ///< lines before it make no table of one cell a line
    std::uint32_t broken_ = 0, unfit_ = 0;
};

} // namespace

void gather_company_rows(Lines& lines, const lexicon::Lexicon& lexicon) { CompanyRows(lines, lexicon).run(); }

} // namespace yanbao::layout
