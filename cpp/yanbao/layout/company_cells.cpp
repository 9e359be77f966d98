#include "yanbao/layout/company_cells.hpp"

#include "yanbao/base/ticker.hpp"
#include "yanbao/layout/cell_words.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <string>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::uint32_t longest_company_cell = 24, longest_company_row = 240;
constexpr std::uint32_t shortest_ticker = 3, longest_ticker = 12;
constexpr char32_t end_of_sentence = U'\u3002';

} // namespace

bool CompanyCells::is_text(const Line& line) const {
    return line.kind == LineKind::prose && line.hashes == 0 && line.atoms.size() <= longest_company_row;
}

bool CompanyCells::is_cell(const Line& line) const {
    return is_text(line) && line.atoms.size() <= longest_company_cell &&
           a_.cp[line.atoms.end - 1] != end_of_sentence;
}

bool CompanyCells::is_ticker(Range r) const {
    if (r.size() < shortest_ticker || r.size() > longest_ticker) return false;
    std::string text;
    bool digits = false, parted = false;
    for (std::uint32_t at = r.begin; at < r.end; ++at) {
        const char32_t c = a_.cp[at];
        if (!lexicon::is_ascii_letter(c) && !lexicon::is_digit(c) && c != U'.') return false;
        digits = digits || lexicon::is_digit(c);
        const bool space = at > r.begin && a_.has(at, text::flag::gap);
        parted = parted || space || c == U'.';
        if (space) text += ' '; // 700 HK
        text += static_cast<char>(c);
    }
    const auto ticker = digits || parted ? parse_ticker(text) : std::nullopt;
    if (!ticker) return false;
    if (!digits) return is_american(*ticker);
    const bool bare = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return !bare || (r.size() == 6 && !ticker->exchange.empty());
}

// 700 HK and 2024 E are one piece.
std::uint32_t CompanyCells::joined_end(std::uint32_t begin, std::uint32_t end, std::uint32_t last) const {
    constexpr std::uint32_t country = 2;
    const auto stands_alone = [&](std::uint32_t next) {
        return next <= last && lexicon::is_ascii_letter(a_.cp[end]) &&
               (next == last || a_.has(next, text::flag::gap));
    };
    if (stands_alone(end + country) && is_ticker({begin, end + country})) return end + country;
    if (stands_alone(end + 1) && lexicon::is_digit(a_.cp[begin]) && text::whole_period(a_, {begin, end + 1}))
        return end + 1;
    return end;
}

std::vector<Range> CompanyCells::pieces_of(Range r) const {
    std::vector<Range> pieces;
    for (std::uint32_t begin = r.begin; begin < r.end && pieces.size() <= most_company_columns;) {
        std::uint32_t end = begin + 1;
        while (end < r.end && !a_.has(end, text::flag::gap)) ++end;
        if (end < r.end) end = joined_end(begin, end, r.end);
        pieces.push_back({begin, end});
        begin = end;
    }
    return pieces;
}

std::string_view CompanyCells::column_key(Range label) const {
    const auto category = lex_.common().column;
    const auto key = category ? lex_.exact(*category, a_.view(label)) : std::nullopt;
    return key ? std::string_view(lex_.key(*category, *key)) : std::string_view();
}

bool CompanyCells::heads_tickers(Range r) const { return column_key(r) == "ticker"; }

std::vector<CellClass> CompanyCells::classes_of(const std::vector<Range>& cells) const {
    std::vector<CellClass> classes;
    for (Range r : cells) {
        const bool figure = is_figure_cell(a_, lex_, r);
        classes.push_back(is_ticker(r) ? CellClass::ticker : figure ? CellClass::figure : CellClass::words);
    }
    return classes;
}

std::string_view CompanyCells::key_over(const CompanyHeader& header, const std::vector<CellClass>& columns,
                                        CellClass wanted) const {
    const auto at = std::find(columns.begin(), columns.end(), wanted);
    return at == columns.end() ? std::string_view()
                               : column_key(header.labels[static_cast<std::size_t>(at - columns.begin())]);
}

std::size_t ticker_column(const std::vector<CellClass>& classes) {
    return static_cast<std::size_t>(std::find(classes.begin(), classes.end(), CellClass::ticker) -
                                    classes.begin());
}

bool has_one_ticker(const std::vector<CellClass>& classes) {
    return std::count(classes.begin(), classes.end(), CellClass::ticker) == 1 &&
           std::count(classes.begin(), classes.end(), CellClass::figure) > 0;
}

bool is_company_row(const std::vector<CellClass>& classes) {
    const auto words = static_cast<std::size_t>(std::count(classes.begin(), classes.end(), CellClass::words));
    return classes.size() >= fewest_company_columns && classes.size() <= most_company_columns &&
           has_one_ticker(classes) && words * 2 <= classes.size() + 1;
}

bool agrees(const std::vector<CellClass>& a, const std::vector<CellClass>& b) {
    return a.size() == b.size() && ticker_column(a) == ticker_column(b);
}

void settle(std::vector<CellClass>& columns, const std::vector<CellClass>& row) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (row[i] == CellClass::words) columns[i] = CellClass::words;
}

} // namespace yanbao::layout
