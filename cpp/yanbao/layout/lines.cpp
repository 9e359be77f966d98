#include "yanbao/layout/lines.hpp"

#include "yanbao/layout/bare_rows.hpp"
#include "yanbao/layout/html_page.hpp"
#include "yanbao/layout/html_table.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace yanbao::layout {

namespace {

constexpr std::size_t fewest_stacked_cells = 3;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

bool is_pipe_row(std::string_view line) {
    const auto first = line.find_first_not_of(" \t\r");
    return first != line.npos && line[first] == '|' && line.find('|', first + 1) != line.npos;
}

class Splitter {
  public:
    Splitter(std::string_view source, const Limits& limits)
        : source_(source), limits_(limits), tables_(source, limits, out_), bare_rows_(source) {}

    Lines run() {
        out_.atoms.cp.reserve(source_.size() / 2);
        out_.atoms.src.reserve(source_.size() / 2);
        out_.atoms.flags.reserve(source_.size() / 2);
        page_ = is_html_page(source_);
        for (std::size_t start = 0; start <= source_.size();) {
            if (page_) {
                start = read_page_line(start);
                continue;
            }
            std::size_t end = source_.find('\n', start);
            if (end == source_.npos) end = source_.size();
            if (const std::size_t table = tables_.next(start); table < end) {
                if (!std::all_of(at(start), at(table), is_blank)) read_line(start, table);
                start = tables_.read(table);
                if (const auto rest = std::find_if_not(at(start), at(source_.size()), is_blank);
                    rest != source_.end() && *rest == '\n')
                    start = static_cast<std::size_t>(rest - source_.begin()) + 1;
                continue;
            }
            read_line(start, end);
            start = end + 1;
        }
        if (long_lines_ > 0)
            out_.findings.push_back({"limit",
                                     Severity::warning,
                                     "report",
                                     long_lines_,
                                     "a line is longer than line_bytes: what is beyond is left out",
                                     {}});
        wide_rows_ += tables_.wide_rows();
        if (unseen_ + tables_.hidden() > 0)
            out_.findings.push_back({"markup_hidden",
                                     Severity::warning,
                                     "report",
                                     unseen_ + tables_.hidden(),
                                     "the page holds what it does not show (rows, cells, blocks): left out",
                                     {}});
        if (tables_.cut_spans() > 0)
            out_.findings.push_back({"limit",
                                     Severity::warning,
                                     "report",
                                     tables_.cut_spans(),
                                     "cells span more columns and rows than a document of its size can mean",
                                     {}});
        if (wide_rows_ > 0)
            out_.findings.push_back(
                {"limit",
                 Severity::warning,
                 "report",
                 wide_rows_,
                 "a table row has more than cells_per_row cells: those beyond are left out",
                 {}});
        return std::move(out_);
    }

  private:
    std::string_view::const_iterator at(std::size_t byte) const {
        return source_.begin() + static_cast<std::ptrdiff_t>(byte);
    }

    // What stands before the next tag that ends a line, or table; the byte behind it.
    std::size_t read_page_line(std::size_t start) {
        const std::size_t table = std::min(tables_.next(start), source_.size());
        const auto cut = next_page_cut(source_, start, table);
        const std::size_t end = cut ? cut->begin : table;
        if (source_.substr(start, end - start).find_first_not_of(" \t\r\n\f\v") != source_.npos)
            read_line(start, end);
        if (!cut) return table < source_.size() ? tables_.read(table) : source_.size() + 1;
        if (cut->unseen) ++unseen_;
        if (cut->parts) part(cut->begin);
        if (cut->parts) heading_ = cut->level;
        if (cut->unclosed)
            out_.findings.push_back(
                {"markup_unclosed",
                 Severity::warning,
                 "report",
                 1,
                 "a comment, script or style sheet does not end: the rest of the page is hidden",
                 {{static_cast<std::uint32_t>(cut->begin), static_cast<std::uint32_t>(cut->end)}}});
        return cut->end;
    }

    // As a blank line does; where nothing stands between two tags, one is enough.
    void part(std::size_t byte) {
        if (out_.lines.empty() || out_.lines.back().kind == LineKind::blank) return;
        Line blank;
        blank.start = blank.end = static_cast<std::uint32_t>(byte);
        blank.atoms = {out_.atoms.size(), out_.atoms.size()};
        blank.kind = LineKind::blank;
        out_.lines.push_back(blank);
    }

    void read_line(std::size_t start, std::size_t end) {
        if (end - start > limits_.line_bytes) {
            end = start + limits_.line_bytes;
            while (end > start && (static_cast<unsigned char>(source_[end]) & 0xC0) == 0x80) --end;
            ++long_lines_;
        }
        const std::string_view text = source_.substr(start, end - start);
        Line line;
        line.start = static_cast<std::uint32_t>(start);
        line.end = static_cast<std::uint32_t>(end);
        line.atoms.begin = out_.atoms.size();
        if (page_)
            text::append_atoms(source_, line.start, line.end, out_.atoms);
        else if (const std::size_t rows = is_pipe_row(text) ? stacked_rows(text) : 0; rows > 1)
            return read_stack(line, rows);
        else if (is_pipe_row(text))
            read_cells(line, '|');
        else if (start < bare_rows_.run_end(start, end))
            read_cells(line, '|', std::nullopt, true);
        else if (text.find('\t') != text.npos && has_text_beside_tabs(text))
            read_cells(line, '\t');
        else
            read_prose(line, text);
        add(line);
    }

    void add(Line& line) {
        line.atoms.end = out_.atoms.size();
        if (line.atoms.empty() && line.kind != LineKind::rule) line.kind = LineKind::blank;
        if (!line.atoms.empty()) {
            line.hashes = std::max(line.hashes, std::exchange(heading_, std::uint8_t{0}));
            const bool after_blank = !out_.lines.empty() && out_.lines.back().kind == LineKind::blank;
            out_.atoms.flags[line.atoms.begin] |= static_cast<std::uint8_t>(
                text::flag::line_start | (after_blank ? text::flag::after_blank : 0));
        }
        out_.lines.push_back(line);
    }

    // An indented line of prose is no row: a tab must part two texts, or follow one (blank cells count).
    static bool has_text_beside_tabs(std::string_view text) {
        const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
        return std::find(first, text.end(), '\t') != text.end();
    }

    void read_prose(Line& line, std::string_view text) {
        std::size_t at = text.find_first_not_of(" \t");
        if (at != text.npos && text[at] == '#') {
            const std::size_t after = std::min(text.find_first_not_of('#', at), text.size());
            if (after - at <= 6 && (after == text.size() || is_blank(text[after]))) {
                line.hashes = static_cast<std::uint8_t>(after - at);
                at = after;
            }
        }
        if (at == text.npos) at = text.size();
        text::append_atoms(source_, line.start + static_cast<std::uint32_t>(at), line.end, out_.atoms);
    }

    // `part`: of the rows that every cell holds, where a tag parts them.
    void read_cells(Line& line, char separator, std::optional<std::size_t> part = std::nullopt,
                    bool bare = false) {
        std::size_t at = line.start, end = line.end;
        if (separator == '|') { // the outer pipes enclose, they do not part
            if (!bare) at = source_.find('|', at) + 1;
            while (end > at && is_blank(source_[end - 1])) --end;
            if (!bare && end > at && source_[end - 1] == '|') --end;
            if (is_rule(source_.substr(at, end - at))) {
                line.kind = LineKind::rule;
                return;
            }
        }
        line.kind = LineKind::row;
        line.marked_cells = separator == '|';
        line.first_cell = static_cast<std::uint32_t>(out_.cells.size());
        const std::uint32_t first = out_.atoms.size();
        while (true) {
            std::size_t stop = source_.find(separator, at);
            if (stop == source_.npos || stop > end) stop = end;
            if (line.cell_count == limits_.cells_per_row) {
                ++wide_rows_;
                break;
            }
            text::Range cell{out_.atoms.size(), 0};
            std::size_t from = at, to = stop;
            if (part) std::tie(from, to) = part_of(at, stop, *part);
            text::append_atoms(source_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                               out_.atoms);
            cell.end = out_.atoms.size();
            out_.cells.push_back(cell);
            ++line.cell_count;
            if (stop == end) break;
            at = stop + 1;
        }
        // a row is no broken line of prose: its first figure does not go on with the last of the row above
        if (first < out_.atoms.size()) out_.atoms.flags[first] |= text::flag::gap;
    }

    // Rows that a program has put into one, a tag for a line break between their cells: as many in every cell that is not blank.
    static std::size_t stacked_rows(std::string_view text) {
        std::size_t rows = 0, filled = 0;
        for (std::size_t at = text.find('|'); at != text.npos;) {
            const std::size_t stop = std::min(text.find('|', at + 1), text.size());
            const std::string_view cell = text.substr(at + 1, stop - at - 1);
            at = stop < text.size() ? stop : text.npos;
            if (std::all_of(cell.begin(), cell.end(), is_blank)) continue;
            std::size_t parts = 1;
            for (std::size_t tag = next_break(cell, 0).first; tag < cell.size();
                 tag = next_break(cell, tag + 1).first)
                ++parts;
            if (rows != 0 && parts != rows) return 0;
            rows = parts;
            ++filled;
        }
        return filled >= fewest_stacked_cells ? rows : 0;
    }

    // Where the next <br>, <br/> begins, and where it ends.
    static std::pair<std::size_t, std::size_t> next_break(std::string_view cell, std::size_t from) {
        for (std::size_t at = cell.find("<br", from); at != cell.npos; at = cell.find("<br", at + 1)) {
            const std::size_t close = cell.find_first_not_of(" /", at + 3);
            if (close != cell.npos && cell[close] == '>') return {at, close + 1};
        }
        return {cell.size(), cell.size()};
    }

    std::pair<std::size_t, std::size_t> part_of(std::size_t at, std::size_t stop, std::size_t part) const {
        const std::string_view cell = source_.substr(at, stop - at);
        std::size_t from = 0;
        for (; part > 0; --part) from = next_break(cell, from).second;
        return {at + from, at + next_break(cell, from).first};
    }

    void read_stack(const Line& whole, std::size_t rows) {
        for (std::size_t row = 0; row < rows; ++row) {
            Line line = whole;
            line.atoms.begin = out_.atoms.size();
            read_cells(line, '|', row);
            add(line);
        }
    }

    std::string_view source_;
    const Limits& limits_;
    Lines out_;
    HtmlTables tables_; ///< writes to `out_`
    BareRows bare_rows_;
    std::uint32_t long_lines_ = 0;
    std::uint32_t wide_rows_ = 0;
    std::uint32_t unseen_ = 0; ///< elements of a page that it does not show
    bool page_ = false;        ///< of HTML: its tags end a printed line, its line breaks do not
    std::uint8_t heading_ = 0; ///< level of a page's heading whose line is still to come
};

} // namespace

Lines split_lines(std::string_view source, const Limits& limits) { return Splitter(source, limits).run(); }

} // namespace yanbao::layout
