#include "yanbao/layout/spaced_lines.hpp"

#include "yanbao/layout/cell_words.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::size_t most_tokens = 60, fewest_rows = 2, most_torn_rows = 4, most_blanks = 2;
constexpr std::size_t fewest_years_refused = 3, lines_searched = 6;
constexpr std::uint32_t longest_title_line = 30; ///< of a part of the table, or half of a label

/// Words and figures of a line, parted by white space; a label is several of them.
using Tokens = std::vector<Range>;

/// What stands above the rows: for each of the tables side by side its label and years.
struct YearHead {
    std::size_t years = 0;
    std::vector<std::vector<Range>> panels; ///< label, year, year, ...
    bool beside_rows = false;               ///< of another table, which goes on to the left
    bool refused = false; ///< years that do not follow each other, or stand twice and differ
};

class SpacedLines {
  public:
    SpacedLines(Lines& lines, const lexicon::Lexicon& lexicon) : l_(lines), lex_(lexicon) {}

    void run() {
        for (std::size_t i = 0; i < l_.lines.size();) {
            const YearHead head = head_at(i);
            const std::size_t behind = head.panels.empty() ? i : table_at(i, head);
            if (behind > i) {
                i = behind;
                continue;
            }
            if (head.refused && have_rows_below(i)) unread_.push_back(l_.lines[i]);
            out_.push_back(l_.lines[i++]);
        }
        if (!unread_.empty()) tell_unread();
        l_.lines = std::move(out_);
    }

  private:
    struct Row {
        Line line;
        std::vector<Range> cells;
        bool torn = false; ///< has figures, and not as many as there are years
    };

    bool is_prose(std::size_t i) const {
        return l_.lines[i].kind == LineKind::prose && l_.lines[i].hashes == 0;
    }

    Tokens tokens_of(std::size_t i) const {
        const Range r = l_.lines[i].atoms;
        Tokens tokens;
        for (std::uint32_t begin = r.begin; begin < r.end && tokens.size() < most_tokens;) {
            std::uint32_t end = begin + 1;
            while (end < r.end && !l_.atoms.has(end, text::flag::gap)) ++end;
            tokens.push_back({begin, end});
            begin = end;
        }
        return tokens;
    }

    bool is_figure(Range r) const { return is_figure_cell(l_.atoms, lex_, r); }
    std::optional<FiscalPeriod> year_of(Range r) const {
        const auto period = text::whole_period(l_.atoms, r);
        return period && period->period.year ? std::optional(period->period) : std::nullopt;
    }

    // A line that ends in years that follow each other, a forecast or an actual among them.
    YearHead head_at(std::size_t i) const {
        if (!is_prose(i)) return {};
        const Tokens tokens = tokens_of(i);
        YearHead head;
        std::int32_t first = 0;
        for (std::size_t at = 0; at < tokens.size();) {
            std::size_t label = at;
            for (; at < tokens.size() && !year_of(tokens[at]); ++at)
                if (is_figure(tokens[at])) label = at + 1;
            if (label > 0 && at < tokens.size() && head.panels.empty()) head.beside_rows = true;
            const std::size_t begin = at;
            bool based = false;
            for (std::int32_t last = 0; at < tokens.size(); ++at) {
                const auto year = year_of(tokens[at]);
                if (!year || (last != 0 && *year->year != last + 1)) break;
                last = *year->year;
                based = based || year->basis != Basis::unprinted;
            }
            const std::size_t years = at - begin;
            if (years < 2 || !based) return refused(tokens);
            // whose figures stand there is not printed
            if (!head.panels.empty() && label == begin) return refused(tokens);
            const std::int32_t starts = *year_of(tokens[begin])->year;
            if (head.panels.empty())
                head.years = years, first = starts;
            else if (years != head.years || starts != first)
                return refused(tokens);
            std::vector<Range> panel{joined(tokens, label, begin)};
            panel.insert(panel.end(), tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                         tokens.begin() + static_cast<std::ptrdiff_t>(at));
            head.panels.push_back(std::move(panel));
        }
        return head;
    }

    YearHead refused(const Tokens& tokens) const {
        std::size_t years = 0;
        bool based = false;
        for (const Range token : tokens)
            if (const auto year = year_of(token)) ++years, based = based || year->basis != Basis::unprinted;
        YearHead head;
        head.refused = based && years >= fewest_years_refused;
        return head;
    }

    // Labels with figures behind them: the rows of a table whose years are not believed.
    bool have_rows_below(std::size_t i) const {
        std::size_t rows = 0;
        for (std::size_t at = i + 1; at < std::min(l_.lines.size(), i + 1 + lines_searched); ++at) {
            if (!is_prose(at)) continue;
            const Tokens tokens = tokens_of(at);
            if (tokens.size() < 3) continue;
            rows += !is_figure(tokens[0]) && is_figure(tokens[tokens.size() - 1]) &&
                    is_figure(tokens[tokens.size() - 2]);
        }
        return rows >= fewest_rows;
    }

    void tell_unread() {
        Finding finding{"table_unread",
                        Severity::warning,
                        "report",
                        static_cast<std::uint32_t>(unread_.size()),
                        "years above rows of figures do not follow each other: the rows are left as text",
                        {}};
        for (const Line& line : unread_) finding.spans.push_back({line.start, line.end});
        l_.findings.push_back(std::move(finding));
    }

    static Range joined(const Tokens& tokens, std::size_t from, std::size_t to) {
        if (from == to) return {tokens[from].begin, tokens[from].begin};
        return {tokens[from].begin, tokens[to - 1].end};
    }

    // Emits the table whose years stand in line `i`; the line behind it, or `i` where there is none.
    std::size_t table_at(std::size_t i, const YearHead& head) {
        std::vector<Row> rows{{l_.lines[i], {}, false}};
        for (const auto& panel : head.panels)
            rows.front().cells.insert(rows.front().cells.end(), panel.begin(), panel.end());
        std::size_t whole = 0, torn = 0, blanks = 0, kept_rows = 0, kept_lines = i;
        for (std::size_t at = i + 1; at < l_.lines.size() && torn <= most_torn_rows; ++at) {
            if (l_.lines[at].kind == LineKind::blank) {
                if (++blanks > most_blanks) break;
                continue;
            }
            blanks = 0;
            if (!is_prose(at) || !head_at(at).panels.empty()) break;
            const Tokens tokens = tokens_of(at);
            const bool any = std::any_of(tokens.begin(), tokens.end(), [&](Range t) { return is_figure(t); });
            if (!any && l_.lines[at].atoms.size() > longest_title_line) break;
            std::vector<Range> cells = cells_of(tokens, head);
            const bool is_whole = cells.size() > 1;
            if (is_whole && goes_on(rows.back(), cells.front())) { // the second line of a label
                cells.front().begin = rows.back().line.atoms.begin;
                l_.lines[at].start = rows.back().line.start;
                l_.lines[at].atoms.begin = cells.front().begin;
                rows.pop_back();
            }
            const Range all = l_.lines[at].atoms;
            rows.push_back({l_.lines[at], is_whole ? std::move(cells) : Tokens{all}, any && !is_whole});
            whole += is_whole ? 1 : 0;
            torn = is_whole ? 0 : torn + 1;
            if (is_whole) kept_rows = rows.size(), kept_lines = at + 1;
        }
        if (whole < fewest_rows) return i;
        rows.resize(kept_rows);
        emit(rows);
        return kept_lines;
    }

    bool goes_on(const Row& above, Range label) const {
        return above.cells.size() == 1 && !above.torn &&
               goes_on_as_label(l_.atoms, lex_, above.line.atoms, label);
    }

    // From the end: so many figures, the label before them, and the same again for the table to the left.
    std::vector<Range> cells_of(const Tokens& tokens, const YearHead& head) const {
        std::vector<Range> cells;
        std::size_t end = tokens.size();
        for (std::size_t panel = head.panels.size(); panel-- > 0;) {
            std::size_t begin = end;
            while (begin > 0 && is_figure(tokens[begin - 1])) --begin;
            std::size_t label = begin;
            while (label > 0 && !is_figure(tokens[label - 1])) --label;
            if (end - begin != head.years || label == begin) return {};
            if (panel == 0 && label > 0 && !(head.beside_rows && ends_in_figures(tokens, label, head.years)))
                return {};
            std::vector<Range> group{joined(tokens, label, begin)};
            group.insert(group.end(), tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                         tokens.begin() + static_cast<std::ptrdiff_t>(end));
            cells.insert(cells.begin(), group.begin(), group.end());
            end = label;
        }
        return cells;
    }

    bool ends_in_figures(const Tokens& tokens, std::size_t end, std::size_t count) const {
        std::size_t figures = 0;
        while (figures < end && is_figure(tokens[end - 1 - figures])) ++figures;
        return figures == count && figures < end;
    }

    // Apart from what stands before and behind.
    void emit(std::vector<Row>& rows) {
        Line apart;
        apart.kind = LineKind::blank;
        apart.atoms = {rows.front().line.atoms.begin, rows.front().line.atoms.begin};
        out_.push_back(apart);
        for (Row& row : rows) {
            row.line.kind = LineKind::row;
            row.line.first_cell = static_cast<std::uint32_t>(l_.cells.size());
            row.line.cell_count = static_cast<std::uint32_t>(row.cells.size());
            if (row.torn) tell_torn(l_, row.line);
            l_.cells.insert(l_.cells.end(), row.cells.begin(), row.cells.end());
            out_.push_back(row.line);
        }
        out_.push_back(apart);
    }

    Lines& l_;
    const lexicon::Lexicon& lex_;
    std::vector<Line> out_;
    std::vector<Line> unread_; ///< with years that are not believed
};

} // namespace

void gather_spaced_lines(Lines& lines, const lexicon::Lexicon& lexicon) { SpacedLines(lines, lexicon).run(); }

} // namespace yanbao::layout
