#include "yanbao/facts/year_parts.hpp"

#include "yanbao/facts/year_cells.hpp"
#include "yanbao/text/period_labels.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using table::CellKind;
using text::Range;

constexpr std::size_t fewest_years_of_part = 2;
constexpr std::int32_t longest_step = 2;     ///< from a year to the next
constexpr std::uint32_t rows_above_part = 2; ///< that may group its years

class PartFinder {
  public:
    PartFinder(const Context& context, const table::Grid& grid)
        : c_(context), g_(grid), stories_(context, "column_story") {}

    std::vector<YearPart> run() {
        for (std::uint32_t row = 0; row < g_.rows.size(); ++row) add_parts(row);
        join_broken();
        for (std::size_t i = 0; i < parts_.size(); ++i) end_part(i);
        for (YearPart& part : parts_) {
            tell_stories_below(part);
            tell_bases_beside(c_, g_, part);
            find_labels(part);
            shift_narrow_header(part);
            surround(part);
        }
        for (std::size_t i = 0; i < parts_.size();) i = share_labels(i);
        std::erase_if(parts_,
                      [](const YearPart& p) { return p.end_label <= p.first_label && p.packed == 0; });
        return std::move(parts_);
    }

  private:
    Range cell(std::uint32_t row, std::uint32_t column) const {
        return table::cell(c_.document, g_, row, column);
    }
    std::uint32_t width(std::uint32_t row) const { return c_.document.rows[g_.rows[row]].cell_count; }
    CellKind kind(std::uint32_t row, std::uint32_t column) const {
        return table::kind_of(c_.document, c_.lexicon, cell(row, column));
    }

    // Years one behind the other; where they start again, another part starts.
    void add_parts(std::uint32_t row) {
        std::vector<YearCell> years;
        std::vector<YearCell> maybe; ///< 01/25
        bool numbers = false, based = false;
        for (std::uint32_t c = 0; c < width(row); ++c) {
            const Range r = cell(row, c);
            if (r.empty()) continue;
            if (const auto period = fiscal_year_in(c_, r)) {
                years.push_back({c, *period, r});
                based = based || period->basis != Basis::unprinted;
            } else if (const auto told = told_year(c_, r, c)) {
                years.push_back(*told);
                based = based || told->period.basis != Basis::unprinted;
            } else if (const auto label = text::month_and_year(c_.document.atoms, r)) {
                maybe.push_back({c, label->period, r});
            } else if (kind(row, c) == CellKind::number) {
                numbers = true;
            } else if (const auto packed = packed_years(c_, r); !packed.empty()) {
                based = add_packed(years, packed, r, c) || based;
            }
        }
        add_months_beside(years, maybe);
        if (years.size() < fewest_years_of_part || (!based && (numbers || are_figures_below(parts_, years))))
            return;
        if (auto part = repeated_years(c_, g_, row, years)) return parts_.push_back(std::move(*part));
        const std::size_t first = parts_.size();
        std::vector<Range> lone;
        const auto drop_lone = [&] {
            if (parts_.size() == first || parts_.back().years.size() >= fewest_years_of_part) return;
            lone.push_back(parts_.back().years.front().header);
            parts_.pop_back();
        };
        for (const YearCell& year : years) {
            if (parts_.size() == first || !goes_on(parts_.back(), *year.period.year)) {
                drop_lone();
                parts_.emplace_back();
                parts_.back().head = row;
                parts_.back().first_label = year.column; // until it is known what stands before
            }
            YearPart& part = parts_.back();
            if (part.years.empty() && year.labelled) part.packed = year.from_end;
            part.years.push_back({year.column, year.period, year.story.value_or(ColumnStory::present),
                                  year.cell, year.said, year.from_end});
        }
        drop_lone();
        if (parts_.size() > first) parts_[first].lone = std::move(lone);
        std::uint32_t behind = 0;
        for (std::size_t i = first; i < parts_.size(); ++i) {
            YearPart& part = parts_[i];
            part.first_column = part.years.front().column;
            part.end_column = part.years.back().column + 1;
            part.first_label = behind;
            part.end_label = part.first_column;
            behind = part.end_column;
        }
    }

    // Years that go on in the row below, at its start: one header broken over two lines.  Its figures stand in one row,
    // as many as all its years; where they do not, no year is believed.
    void join_broken() {
        for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
            YearPart& part = parts_[i];
            const YearPart& rest = parts_[i + 1];
            if (rest.head != part.head + 1 || rest.first_column >= part.first_column ||
                rest.years.front().from_end > 0 || part.years.back().from_end > 0 ||
                !goes_on(part, *rest.years.front().period.year))
                continue;
            const auto all = static_cast<std::uint32_t>(part.end_column + rest.years.size());
            const bool fits = rest.head + 1 < g_.rows.size() && width(rest.head + 1) == all;
            if (fits) {
                for (YearColumn year : rest.years) {
                    year.column = part.end_column++;
                    part.years.push_back(year);
                }
                part.head = rest.head;
            }
            const auto first = parts_.begin() + static_cast<std::ptrdiff_t>(i);
            parts_.erase(first + (fits ? 1 : 0), first + 2);
        }
    }

    // A year on, or two where a table leaves one out; or a year back where the years run that way.
    static bool goes_on(const YearPart& part, std::int32_t year) {
        const auto& years = part.years;
        const std::int32_t last = *years.back().period.year, step = year - last;
        const bool falls = years.size() > 1 && last < *years[years.size() - 2].period.year;
        const bool rises = years.size() > 1 && !falls;
        return (!falls && step >= 1 && step <= longest_step) || (!rises && step == -1);
    }

    // Up to the next row with years in one of its columns.
    void end_part(std::size_t index) {
        YearPart& part = parts_[index];
        part.end_row = static_cast<std::uint32_t>(g_.rows.size());
        for (std::size_t i = index + 1; i < parts_.size(); ++i) {
            if (parts_[i].head == part.head) continue;
            if (parts_[i].first_column >= part.end_column || parts_[i].end_column <= part.first_column)
                continue;
            part.end_row = parts_[i].head;
            break;
        }
    }

    std::uint32_t texts(const YearPart& part, std::uint32_t column) const {
        std::uint32_t n = 0;
        for (std::uint32_t row = part.head + 1; row < part.end_row; ++row)
            n += kind(row, column) == CellKind::text ? 1 : 0;
        return n;
    }

    // The columns before the years that hold words; those of a part on the left are its own, where others are left.
    void find_labels(YearPart& part) const {
        std::uint32_t first = part.end_label, end = part.first_label;
        for (std::uint32_t c = part.first_label; c < part.end_label; ++c) {
            if (texts(part, c) == 0) continue;
            first = std::min(first, c);
            end = c + 1;
        }
        for (const YearPart& left : parts_)
            if (left.head < part.head && left.end_row > part.head && left.end_column < end)
                first = std::max(first, left.end_column);
        part.first_label = first;
        part.end_label = std::max(end, first);
    }

    // The header has lost its corner: every year stands one column before its figures.
    void shift_narrow_header(YearPart& part) const {
        if (part.end_label > part.first_label || part.packed > 0 ||
            part.end_column - part.first_column != part.years.size())
            return;
        const std::uint32_t rows = part.end_row - part.head - 1, from = part.first_column,
                            to = part.end_column;
        const std::uint32_t words = texts(part, from);
        if (words < 2 || 2 * words < rows || !cell(part.head, to).empty()) return;
        std::uint32_t figures = 0;
        for (std::uint32_t row = part.head + 1; row < part.end_row; ++row)
            figures += kind(row, to) == CellKind::number ? 1 : 0;
        if (2 * figures < words) return;
        for (YearColumn& year : part.years) ++year.column;
        part.first_label = from;
        part.end_label = ++part.first_column;
        ++part.end_column;
    }

    void surround(YearPart& part) const {
        for (std::uint32_t c = part.end_label; c-- > part.first_label && part.corner.empty();)
            part.corner = cell(part.head, c);
        if (part.first_column == 1 && part.corner.empty()) part.corner = cell(part.head, 0);
        for (std::uint32_t c = part.first_column; c < part.end_column; ++c) {
            const bool own = std::any_of(part.years.begin(), part.years.end(),
                                         [&](const YearColumn& year) { return year.column == c; });
            if (!own && cell(part.head, c).empty()) part.blanks.push_back(c);
        }
        const std::uint32_t top = part.head - std::min(part.head, rows_above_part);
        for (std::uint32_t row = top; row < part.head; ++row) add_row_above(part, row, part.end_column);
        if (part.told) add_row_above(part, part.head + 1, part.end_label);
    }

    // As one text: a unit may be cut by the edge of a cell.
    void add_row_above(YearPart& part, std::uint32_t row, std::uint32_t end) const {
        Range all;
        for (std::uint32_t c = std::min(part.first_label, part.first_column); c < end; ++c)
            if (const Range r = cell(row, c); !r.empty()) all = all.empty() ? r : Range{all.begin, r.end};
        if (!all.empty()) part.above.push_back(all);
    }

    // Under each year, or around it: old, new, change.
    void tell_stories_below(YearPart& part) const {
        const std::uint32_t row = part.head + 1;
        if (row >= part.end_row) return;
        std::vector<YearColumn> columns;
        for (std::uint32_t c = part.first_label; c < width(row); ++c) {
            const Range r = cell(row, c);
            if (r.empty()) continue;
            const auto story = story_in(stories_, r);
            if (!story && !columns.empty()) return;
            if (story) columns.push_back({c, {}, *story, {}, r, 0});
        }
        const std::size_t years = part.years.size();
        if (columns.size() < 2 * years || columns.size() % years != 0) return;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const YearColumn& year = part.years[i / (columns.size() / years)];
            columns[i].period = year.period;
            columns[i].header = year.header;
        }
        part.years = std::move(columns);
        part.told = true;
        part.first_column = part.years.front().column;
        part.end_column = part.years.back().column + 1;
        part.end_label = std::min(part.end_label, part.first_column);
    }

    // Parts of one row without words between them have one column of labels, and tell what they are above their years.
    std::size_t share_labels(std::size_t first) {
        std::size_t end = first + 1;
        while (end < parts_.size() && parts_[end].head == parts_[first].head &&
               parts_[end].end_label <= parts_[end].first_label && parts_[end].packed == 0)
            ++end;
        if (end == first + 1) return end;
        for (std::size_t i = first; i < end; ++i) {
            YearPart& part = parts_[i];
            part.first_label = parts_[first].first_label;
            part.end_label = parts_[first].end_label;
            part.corner = parts_[first].corner;
            const bool unshared = !shares_a_year(part, first, end);
            const auto [said, story] = group_over(part, i + 1 < parts_.size() ? parts_[i + 1] : part);
            for (YearColumn& year : part.years) {
                year.said = said;
                year.story = story ? *story : unshared ? ColumnStory::present : ColumnStory::unknown;
            }
        }
        return end;
    }

    bool shares_a_year(const YearPart& part, std::size_t first, std::size_t end) const {
        for (std::size_t i = first; i < end; ++i) {
            if (&parts_[i] == &part) continue;
            for (const YearColumn& theirs : parts_[i].years)
                for (const YearColumn& own : part.years)
                    if (own.period.year == theirs.period.year) return true;
        }
        return false;
    }

    std::pair<Range, std::optional<ColumnStory>> group_over(const YearPart& part,
                                                            const YearPart& next) const {
        const std::uint32_t end = next.head == part.head && next.first_column > part.end_column
                                      ? next.first_column
                                      : part.end_column;
        for (std::uint32_t row = part.head; row-- > part.head - std::min(part.head, rows_above_part);)
            for (std::uint32_t c = part.first_column; c < end; ++c)
                if (const Range r = cell(row, c); !r.empty())
                    if (const auto story = story_in(stories_, r)) return {r, story};
        return {};
    }

    const Context& c_;
    const table::Grid& g_;
    Words stories_;
    std::vector<YearPart> parts_;
};

} // namespace

std::vector<YearPart> year_parts(const Context& context, const table::Grid& grid) {
    return PartFinder(context, grid).run();
}

} // namespace yanbao::facts
