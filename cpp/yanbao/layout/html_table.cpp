#include "yanbao/layout/html_table.hpp"

#include "yanbao/layout/html_tag.hpp"
#include "yanbao/text/markup.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr std::size_t free_blanks = 4096; ///< that spans may add to a document whatever its size
constexpr std::size_t bytes_per_blank = 4;

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

} // namespace

HtmlTables::HtmlTables(std::string_view source, const Limits& limits, Lines& out)
    : source_(source), limits_(limits), out_(out),
      blanks_allowed_(free_blanks + source.size() / bytes_per_blank) {
    next_table_ = find_table_tag(source, 0, false);
}

std::size_t HtmlTables::next(std::size_t from) {
    if (next_table_ != source_.npos && next_table_ < from) next_table_ = find_table_tag(source_, from, false);
    return next_table_;
}

std::size_t HtmlTables::read(std::size_t at) {
    depth_ = 0;
    unmute();
    part();
    std::size_t text = at; // start of what has not been taken yet
    while (at < source_.size()) {
        if (source_[at] == '\n') {
            add_text(text, at);
            apart_ = true;
            text = at + 1;
            if (ends_at_blank_line(at)) break;
            ++at;
        } else if (const auto tag = source_[at] == '<' ? html_tag_at(source_, at) : std::nullopt) {
            const auto typography = text::markup_at(source_, at, source_.size());
            if (!typography || typography->kind == text::Markup::Kind::character) {
                add_text(text, at);
                take(*tag, at);
                text = tag->end;
                if (depth_ == 0) return text;
            }
            at = tag->end;
        } else {
            at = std::min(source_.find_first_of("<\n", at + 1), source_.size());
        }
    }
    if (at >= source_.size()) add_text(text, source_.size());
    unmute();
    close_all(at);
    return at;
}

// Nothing closes the table any more, or a markdown heading follows: it was never closed.
bool HtmlTables::ends_at_blank_line(std::size_t line_break) {
    std::size_t at = line_break + 1;
    while (at < source_.size() && is_white(source_[at]) && source_[at] != '\n') ++at;
    if (at >= source_.size() || source_[at] != '\n') return false;
    return !closes_later(at) || (at + 1 < source_.size() && source_[at + 1] == '#');
}

bool HtmlTables::closes_later(std::size_t at) {
    if (next_close_ != source_.npos && next_close_ < at) next_close_ = find_table_tag(source_, at, true);
    return next_close_ != source_.npos;
}

void HtmlTables::unmute() {
    hidden_ += muted_text_ ? 1 : 0;
    muted_text_ = false;
    muted_tables_ = 0;
    mute_ = Mute::none;
}

// Whether a tag hides what follows, or stands in what is hidden.
bool HtmlTables::mute(const HtmlTag& tag) {
    const auto rank = [](TagName name) {
        return name == TagName::cell      ? Mute::cell
               : name == TagName::row     ? Mute::row
               : name == TagName::section ? Mute::section
               : name == TagName::caption ? Mute::row
               : name == TagName::table   ? Mute::table
                                          : Mute::none;
    };
    const Mute own = rank(tag.name);
    if (own == Mute::none) return false;
    if (mute_ != Mute::none) {
        if (own == Mute::table && !tag.closes) ++muted_tables_;
        if (own < mute_ || muted_tables_ > 0) {
            if (own == Mute::table && tag.closes && muted_tables_ > 0) --muted_tables_;
            return true;
        }
        const bool closes_own = tag.closes && own == mute_;
        unmute(); // the next row ends a row that is not closed
        if (closes_own && own != Mute::table) return true;
    }
    if (tag.showing == Showing::shown) return false;
    mute_ = own;
    return own == Mute::row || (own == Mute::cell && tag.showing == Showing::gone);
}

void HtmlTables::take(const HtmlTag& tag, std::size_t at) {
    apart_ = true;
    if (mute(tag)) {
        if (mute_ == Mute::cell) close_cell();
        if (mute_ == Mute::row && sink_ != Sink::none) emit(LineKind::row, at);
        return;
    }
    switch (tag.name) {
    case TagName::table:
        if (!tag.closes) { // inside a cell it is a table of its own, elsewhere the one before was not closed
            const bool nested = sink_ == Sink::cell;
            close_all(at);
            depth_ += depth_ == 0 || nested ? 1 : 0;
        } else {
            close_all(tag.end);
            depth_ -= 1;
        }
        break;
    case TagName::row:
        if (sink_ != Sink::none) emit(LineKind::row, at);
        if (!tag.closes) open(Sink::row, at);
        break;
    case TagName::cell:
        if (tag.closes) {
            close_cell();
        } else {
            close_cell();
            if (sink_ != Sink::row) open(Sink::row, at);
            cells_.push_back({{out_.atoms.size(), out_.atoms.size()}, tag.column_span, tag.row_span});
            sink_ = Sink::cell;
        }
        break;
    case TagName::section:
        if (sink_ != Sink::none) emit(LineKind::row, at);
        covered_.clear();
        break;
    case TagName::caption:
        close_all(at);
        if (!tag.closes) open(Sink::caption, at);
        break;
    default: break;
    }
}

void HtmlTables::add_text(std::size_t from, std::size_t to) {
    if (std::all_of(source_.begin() + static_cast<std::ptrdiff_t>(from),
                    source_.begin() + static_cast<std::ptrdiff_t>(to), is_white))
        return;
    if (mute_ != Mute::none) {
        muted_text_ = true;
        return;
    }
    if (sink_ == Sink::none) open(Sink::prose, from);
    if (sink_ == Sink::row) { // text beside the cells of a row
        cells_.push_back({{out_.atoms.size(), out_.atoms.size()}, 1, 1});
        sink_ = Sink::cell;
    }
    const std::uint32_t first = out_.atoms.size();
    text::append_atoms(source_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), out_.atoms);
    if (out_.atoms.size() == first) return;
    if (apart_) out_.atoms.flags[first] |= text::flag::gap;
    apart_ = false;
    if (sink_ == Sink::cell) cells_.back().atoms.end = out_.atoms.size();
}

void HtmlTables::open(Sink sink, std::size_t at) {
    if (sink_ != Sink::none) emit(LineKind::row, at);
    sink_ = sink;
    line_start_ = at;
    line_atoms_ = out_.atoms.size();
    cells_.clear();
}

void HtmlTables::close_cell() {
    if (sink_ == Sink::cell) sink_ = Sink::row;
}

// What is open ends here, and what follows is another table, or the text.
void HtmlTables::close_all(std::size_t at) {
    if (sink_ != Sink::none) emit(LineKind::row, at);
    covered_.clear();
    part();
}

void HtmlTables::emit(LineKind kind, std::size_t end) {
    if (sink_ == Sink::caption) kind = LineKind::caption;
    if (sink_ == Sink::prose) kind = LineKind::prose;
    sink_ = Sink::none;
    if (kind == LineKind::row) return emit_row(end);
    Line line;
    line.start = static_cast<std::uint32_t>(line_start_);
    line.end = static_cast<std::uint32_t>(end);
    line.kind = kind;
    line.atoms = {line_atoms_, out_.atoms.size()};
    if (line.atoms.empty()) return;
    out_.atoms.flags[line.atoms.begin] |= text::flag::line_start;
    out_.lines.push_back(line);
    if (kind == LineKind::prose) part();
}

void HtmlTables::emit_row(std::size_t end) {
    Line line;
    line.start = static_cast<std::uint32_t>(line_start_);
    line.end = static_cast<std::uint32_t>(end);
    line.kind = LineKind::row;
    line.marked_cells = true;
    line.atoms = {line_atoms_, out_.atoms.size()};
    line.first_cell = static_cast<std::uint32_t>(out_.cells.size());
    bool room = true;
    for (const SpannedCell& cell : cells_) {
        room = room && pass_covered(line, false);
        const std::uint32_t first = line.cell_count;
        room = room && put(cell.atoms, line);
        for (std::uint32_t i = 1; room && i < cell.columns; ++i) room = put_blank(line);
        if (cell.rows < 2 || line.cell_count == first) continue;
        if (covered_.size() < line.cell_count) covered_.resize(line.cell_count, 0);
        std::fill(covered_.begin() + first, covered_.begin() + line.cell_count, cell.rows - 1);
    }
    if (room) pass_covered(line, true);
    while (!covered_.empty() && covered_.back() == 0) covered_.pop_back();
    if (line.atoms.empty()) {
        out_.cells.resize(line.first_cell);
        return;
    }
    out_.atoms.flags[line.atoms.begin] |= text::flag::line_start;
    out_.lines.push_back(line);
}

// Blank cells below one that goes on: up to the next that is free, or all that are left.
bool HtmlTables::pass_covered(Line& line, bool to_the_end) {
    while (line.cell_count < covered_.size()) {
        std::uint32_t& rows = covered_[line.cell_count];
        if (rows == 0 && !to_the_end) return true;
        if (rows > 0) --rows;
        if (!put_blank(line)) return false;
    }
    return true;
}

bool HtmlTables::put(text::Range cell, Line& line) {
    if (line.cell_count >= limits_.cells_per_row) {
        ++wide_rows_;
        return false;
    }
    out_.cells.push_back(cell.empty() ? text::Range{} : cell);
    ++line.cell_count;
    return true;
}

// Where the document has had its share of them, spans count no more.
bool HtmlTables::put_blank(Line& line) {
    if (blanks_allowed_ > 0) {
        --blanks_allowed_;
        return put({}, line);
    }
    ++cut_spans_;
    covered_.clear();
    return false;
}

void HtmlTables::part() {
    if (!out_.lines.empty() && out_.lines.back().kind == LineKind::blank) return;
    Line blank;
    blank.kind = LineKind::blank;
    blank.atoms = {out_.atoms.size(), out_.atoms.size()};
    out_.lines.push_back(blank);
}

} // namespace yanbao::layout
