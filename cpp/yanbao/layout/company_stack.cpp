#include "yanbao/layout/company_stack.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::size_t most_header_cells = 40;
constexpr std::size_t most_cells_before = 2; ///< a row's ticker: its number and name
constexpr std::size_t most_widths = 4;
constexpr std::size_t fewest_telling = 3; ///< tickers that make lines look like a table

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

class StackReader {
  public:
    StackReader(Lines& lines, const std::vector<Line>& above, const lexicon::Lexicon& lexicon)
        : l_(lines), above_(above), lex_(lexicon), cells_(lines.atoms, lexicon) {}

    std::optional<CompanyStack> run(std::size_t i, std::size_t& tried) {
        std::vector<std::size_t> at; ///< lines of cells, from the ticker on
        std::vector<std::size_t> tickers;
        for (std::size_t k = i; k < l_.lines.size(); ++k) {
            if (line(k).kind == LineKind::blank) continue;
            if (!cells_.is_text(line(k)) || cells_.heads_tickers(line(k).atoms)) break;
            if (cells_.is_cell(line(k)) && cells_.is_ticker(line(k).atoms)) tickers.push_back(at.size());
            if (at.size() > tickers.back() + most_company_columns) break;
            at.push_back(k);
        }
        if (tickers.size() < 2 || !is_of_several(at, tickers)) return std::nullopt;
        tried = at[tickers.back()] + 1;
        Parted parted(l_.atoms);
        for (std::size_t k = 0; k < std::min(above_.size(), 2 * most_header_cells); ++k)
            parted.add(above_[above_.size() - 1 - k].atoms);
        for (std::size_t k : at) parted.add(line(k).atoms);
        const std::vector<std::size_t> widths = widths_of(tickers);
        for (std::size_t n : widths) {
            std::optional<CellTable> best;
            for (std::size_t before = 0; before <= most_cells_before; ++before)
                if (auto table = cells_of(at, tickers, n, before);
                    table && (!best || best->score < table->score))
                    best = std::move(table);
            if (!best) continue;
            parted.keep();
            return CompanyStack{std::move(best->rows), std::move(best->above)};
        }
        if (widths.empty() || tickers.size() < fewest_telling) return std::nullopt;
        return CompanyStack{};
    }

  private:
    // The card of one company prints its ticker again and again.
    bool is_of_several(const std::vector<std::size_t>& at, const std::vector<std::size_t>& tickers) const {
        const auto ticker = [&](std::size_t k) { return l_.atoms.view(line(at[tickers[k]]).atoms); };
        for (std::size_t k = 1; k < tickers.size(); ++k)
            if (ticker(k) == ticker(k - 1)) return false;
        return true;
    }

    // How many columns there may be: as the distances of most tickers say; fewer where the foot of a page stands in each.
    static std::vector<std::size_t> widths_of(const std::vector<std::size_t>& tickers) {
        std::map<std::size_t, std::size_t> count;
        for (std::size_t k = 1; k < tickers.size(); ++k) ++count[tickers[k] - tickers[k - 1]];
        std::vector<std::pair<std::size_t, std::size_t>> order;
        for (auto [n, times] : count)
            if (n >= fewest_company_columns && n <= most_company_columns) order.emplace_back(times, n);
        std::stable_sort(order.begin(), order.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<std::size_t> widths;
        for (auto [times, n] : order)
            if (widths.size() < most_widths) widths.push_back(n);
        const std::size_t least = count.begin()->first;
        for (std::size_t less = 1; less <= most_lines_between && least >= fewest_company_columns + less;
             ++less)
            widths.push_back(least - less);
        return widths;
    }

    struct CellTable {
        std::vector<CompanyRow> rows;
        HeaderAbove above;
        std::size_t score = 0; ///< rows that are whole, and a label over the names
    };

    // With `n` cells a row, of which `before` stand above the ticker.
    std::optional<CellTable> cells_of(const std::vector<std::size_t>& at,
                                      const std::vector<std::size_t>& tickers, std::size_t n,
                                      std::size_t before) const {
        std::vector<Line> head; ///< cells above the first ticker, the nearest last
        std::size_t taken = 0;
        for (; taken < above_.size() && head.size() < most_header_cells + before; ++taken) {
            const Line& next = above_[above_.size() - 1 - taken];
            if (next.kind == LineKind::blank) continue;
            if (!cells_.is_cell(next) || cells_.is_ticker(next.atoms)) break;
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
                if (!cells_.is_cell(line(at[c]))) break;
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
            const auto classes = cells_.classes_of(row.cells);
            if (columns.empty())
                columns = classes;
            else if (!agrees(columns, classes))
                row.whole = false;
            else
                settle(columns, classes);
        }
        if (columns.empty() || !is_company_row(columns)) return std::nullopt;
        std::vector<Range> behind;
        for (std::size_t k = rows.back().last + 1;
             k < l_.lines.size() && cells_.is_cell(line(k)) && behind.size() < most_company_columns; ++k)
            behind.push_back(line(k).atoms);
        // the header: as few of the cells above as fit
        std::vector<Range> pieces;
        for (std::size_t k = head.size() - before; k-- > 0;) {
            pieces.insert(pieces.begin(), head[k].atoms);
            if (pieces.size() > n * 2) break;
            auto header = fit_header(l_.atoms, lex_, pieces, columns, behind);
            if (!header || cells_.key_over(*header, columns, CellClass::ticker) != "ticker") continue;
            const bool named = cells_.key_over(*header, columns, CellClass::words) == "name";
            const auto whole =
                std::count_if(rows.begin(), rows.end(), [](const CompanyRow& r) { return r.whole; });
            CellTable table{std::move(rows), {std::move(header), std::move(pieces), 0}, 0};
            table.score = 2 * static_cast<std::size_t>(whole) + (named ? 1 : 0);
            std::size_t texts = head.size() - k;
            while (texts > 0) // back to the first line of the header
                texts -= above_[above_.size() - 1 - table.above.lines++].kind == LineKind::blank ? 0 : 1;
            return table;
        }
        return std::nullopt;
    }

    const Line& line(std::size_t i) const { return l_.lines[i]; }

    Lines& l_;
    const std::vector<Line>& above_;
    const lexicon::Lexicon& lex_;
    CompanyCells cells_;
};

} // namespace

std::optional<CompanyStack> read_company_stack(Lines& lines, const std::vector<Line>& above,
                                               const lexicon::Lexicon& lexicon, std::size_t i,
                                               std::size_t& tried) {
    return StackReader(lines, above, lexicon).run(i, tried);
}

} // namespace yanbao::layout
