#include "yanbao/layout/cell_lines.hpp"

#include "yanbao/layout/cell_words.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>
#include <array>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::size_t most_years = 12, fewest_whole_rows = 2, most_broken_rows = 4;
constexpr std::uint32_t longest_cell_line = 30;
constexpr std::size_t lines_below = 40; ///< of years, where their figures would stand
constexpr std::int32_t first_year = 1990, last_year = 2060;
constexpr char32_t sentence_stop = U'\u3002';

/// Rows that are read before it is known whether they are a table.
struct Proposed {
    std::vector<Line> rows;
    std::vector<std::vector<Range>> cells; ///< of each row
    std::vector<bool> torn;                ///< has figures, and not as many as there are years
    std::size_t committed_rows = 0;        ///< up to the last one that is whole
    std::size_t committed_lines = 0;       ///< behind the last line of it
    std::size_t whole = 0, broken = 0;     ///< rows; broken ones since the last that is whole
};

/// Lines that hold a year each.
struct Years {
    std::array<std::size_t, most_years> lines{};
    std::size_t count = 0, behind = 0;
};

class CellLines {
  public:
    CellLines(Lines& lines, const lexicon::Lexicon& lexicon) : l_(lines), lex_(lexicon) {}

    void run() {
        part_years();
        for (std::size_t i = 0; i < l_.lines.size();) {
            const Years years = years_at(i);
            const std::size_t behind = years.count > 0 ? table_at(i, years) : i;
            if (behind > i) {
                i = behind;
                continue;
            }
            if (years.count > 0 && have_figures_below(years)) unread_.push_back(i);
            out_.push_back(l_.lines[i++]);
        }
        if (!unread_.empty()) tell_unread();
        l_.lines = std::move(out_);
    }

  private:
    // A text that gives a table column by column, or its labels elsewhere.
    bool have_figures_below(const Years& years) const {
        std::size_t figures = 0;
        const std::size_t end = std::min(l_.lines.size(), years.behind + lines_below);
        for (std::size_t i = years.behind; i < end; ++i)
            figures += is_cell(i) && !figures_in(line(i).atoms).empty() ? 1 : 0;
        return figures >= 2 * years.count;
    }
    void tell_unread() {
        Finding finding{
            "table_unread",
            Severity::warning,
            "report",
            static_cast<std::uint32_t>(unread_.size()),
            "years and figures stand one a line, and no label stands before the figures of a row: "
            "they are left as text",
            {}};
        for (const std::size_t i : unread_) finding.spans.push_back({line(i).start, line(i).end});
        l_.findings.push_back(std::move(finding));
    }

    const Line& line(std::size_t i) const { return l_.lines[i]; }
    bool is_cell(std::size_t i) const {
        return i < l_.lines.size() && line(i).kind == LineKind::prose && line(i).hashes == 0 &&
               line(i).atoms.size() <= longest_cell_line &&
               l_.atoms.cp[line(i).atoms.end - 1] != sentence_stop;
    }

    // A line break alone parts no digits: 2024 and 2025E below it would be one number.
    void part_years() {
        for (std::size_t i = 0; i + 1 < l_.lines.size(); ++i) {
            if (!is_cell(i) || bare_year(line(i).atoms) == 0) continue;
            const bool blank = line(i + 1).kind == LineKind::blank; // every line stands apart
            const std::size_t below = i + (blank ? 2 : 1);
            if (!is_cell(below) || line(below).atoms.size() < 4) continue;
            const std::uint32_t next = line(below).atoms.begin;
            if (bare_year({next, next + 4}) != 0) l_.atoms.flags[next] |= text::flag::gap;
        }
    }

    // How many lines from here on are years, one after the other, a forecast or an actual among them.
    Years years_at(std::size_t i) const {
        Years years;
        std::int32_t last = 0;
        bool based = false;
        while (years.count < most_years && is_cell(i)) {
            const Range r = line(i).atoms;
            const auto period = text::whole_period(l_.atoms, r);
            const std::int32_t year = period && period->period.year ? *period->period.year : bare_year(r);
            if (year == 0 || (last != 0 && year != last + 1)) break;
            last = year;
            based = based || (period && period->period.basis != Basis::unprinted);
            years.lines[years.count++] = i;
            years.behind = ++i;
            if (i < l_.lines.size() && line(i).kind == LineKind::blank) ++i; // every line stands apart
        }
        return years.count >= 2 && based ? years : Years{};
    }

    // 2023 and nothing else: a year among others that say what they are, a figure elsewhere.
    std::int32_t bare_year(Range r) const {
        if (r.size() != 4) return 0;
        std::int32_t year = 0;
        for (std::uint32_t i = r.begin; i < r.end; ++i) {
            if (!lexicon::is_digit(l_.atoms.cp[i])) return 0;
            year = year * 10 + static_cast<std::int32_t>(l_.atoms.cp[i] - U'0');
        }
        return year >= first_year && year <= last_year ? year : 0;
    }

    // Emits the table whose years stand at `i`; the line behind it, or `i` where there is none.
    std::size_t table_at(std::size_t i, Years years) {
        Proposed p;
        const bool corner = !out_.empty() && out_.back().kind == LineKind::prose && out_.back().hashes == 0 &&
                            out_.back().atoms.size() <= longest_cell_line;
        header(p, years, corner);
        std::size_t at = years.behind;
        while (at < l_.lines.size() && p.broken <= most_broken_rows) {
            if (line(at).kind == LineKind::blank) {
                ++at;
            } else if (const Years again = years_at(at); again.count > 0) {
                years = again;
                ++p.broken; // years alone are no table
                const bool labelled = !p.rows.empty() && p.cells.back().size() == 1;
                header(p, years, false);
                if (labelled) merge_label(p);
                at = years.behind;
            } else if (is_cell(at)) {
                at = row(p, at, years.count);
            } else {
                break;
            }
        }
        if (p.whole < fewest_whole_rows) return i;
        if (corner) out_.pop_back();
        emit(p);
        return p.committed_lines;
    }

    void header(Proposed& p, const Years& years, bool corner) const {
        Line head = line(years.lines[0]);
        std::vector<Range> cells;
        cells.push_back(corner ? out_.back().atoms : Range{head.atoms.begin, head.atoms.begin});
        if (corner) head.start = out_.back().start, head.atoms.begin = out_.back().atoms.begin;
        for (std::size_t k = 0; k < years.count; ++k) cells.push_back(line(years.lines[k]).atoms);
        add(p, head, line(years.behind - 1), std::move(cells));
    }
    // The words before years that come again name them.
    static void merge_label(Proposed& p) {
        const std::size_t last = p.rows.size() - 1;
        p.cells[last].front() = p.cells[last - 1].front();
        p.rows[last].start = p.rows[last - 1].start;
        p.rows[last].atoms.begin = p.rows[last - 1].atoms.begin;
        p.rows.erase(p.rows.end() - 2);
        p.cells.erase(p.cells.end() - 2);
        p.torn.erase(p.torn.end() - 2);
        p.committed_rows = std::min(p.committed_rows, p.rows.size());
    }

    static void add(Proposed& p, Line first, const Line& last, std::vector<Range> cells) {
        first.kind = LineKind::row;
        first.end = last.end;
        first.atoms.end = last.atoms.end;
        p.rows.push_back(first);
        p.cells.push_back(std::move(cells));
        p.torn.push_back(false);
    }

    // A label and the figures below it; the line behind.
    std::size_t row(Proposed& p, std::size_t at, std::size_t years) const {
        Line label = line(at);
        const bool bare = !figures_in(label.atoms).empty(); // figures without a label
        std::size_t next = at + 1, last = at;
        if (!bare && goes_on_below(at)) {
            label.atoms.end = line(next).atoms.end;
            last = next++;
        }
        std::vector<Range> cells{label.atoms}, figures;
        for (; next < l_.lines.size(); ++next) {
            if (line(next).kind == LineKind::blank) continue;
            if (!is_cell(next) || years_at(next).count > 0) break;
            const std::vector<Range> more = figures_in(line(next).atoms);
            if (more.empty()) break;
            figures.insert(figures.end(), more.begin(), more.end());
            last = next;
        }
        if (!bare && figures.size() == years) {
            cells.insert(cells.end(), figures.begin(), figures.end());
            add(p, label, line(last), std::move(cells));
            ++p.whole;
            p.broken = 0;
            p.committed_rows = p.rows.size();
            p.committed_lines = last + 1;
        } else {
            add(p, label, line(last), {Range{label.atoms.begin, line(last).atoms.end}});
            p.torn.back() = !bare && !figures.empty();
            ++p.broken;
        }
        return last + 1;
    }

    bool goes_on_below(std::size_t at) const {
        return is_cell(at + 1) && figures_in(line(at + 1).atoms).empty() &&
               goes_on_as_label(l_.atoms, lex_, line(at).atoms, line(at + 1).atoms);
    }

    // The figures of a line, if it is nothing else.
    std::vector<Range> figures_in(Range r) const {
        if (is_figure(r)) return {r};
        std::vector<Range> pieces;
        for (std::uint32_t begin = r.begin; begin < r.end;) {
            std::uint32_t end = begin + 1;
            while (end < r.end && !l_.atoms.has(end, text::flag::gap)) ++end;
            if (!is_figure({begin, end})) return {};
            pieces.push_back({begin, end});
            begin = end;
        }
        return pieces;
    }
    bool is_figure(Range r) const { return is_figure_cell(l_.atoms, lex_, r); }

    // Apart from what stands before and behind.
    void emit(Proposed& p) {
        Line apart;
        apart.kind = LineKind::blank;
        apart.atoms = {p.rows.front().atoms.begin, p.rows.front().atoms.begin};
        out_.push_back(apart);
        for (std::size_t i = 0; i < p.committed_rows; ++i) {
            Line& row = p.rows[i];
            row.first_cell = static_cast<std::uint32_t>(l_.cells.size());
            row.cell_count = static_cast<std::uint32_t>(p.cells[i].size());
            if (row.cell_count == 1 && p.torn[i]) tell_torn(l_, row);
            l_.cells.insert(l_.cells.end(), p.cells[i].begin(), p.cells[i].end());
            out_.push_back(row);
        }
        out_.push_back(apart);
    }

    Lines& l_;
    const lexicon::Lexicon& lex_;
    std::vector<Line> out_;
    std::vector<std::size_t> unread_; ///< lines with the first of years that head no table
};

} // namespace

void gather_cell_lines(Lines& lines, const lexicon::Lexicon& lexicon) { CellLines(lines, lexicon).run(); }

} // namespace yanbao::layout
