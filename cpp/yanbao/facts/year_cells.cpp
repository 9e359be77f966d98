// What stands in the cells of a part: the label, and a year's figure in a cell that may hold several.
#include "yanbao/facts/year_cells.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

// The piece of a cell that starts behind the n-th gap from its end, and ends before the next.
Range piece_from_end(const text::Atoms& atoms, Range cell, std::uint32_t n) {
    std::uint32_t end = cell.end, begin = cell.end;
    while (n > 0) {
        if (begin == cell.begin) return {};
        end = begin--;
        while (begin > cell.begin && !atoms.has(begin, text::flag::gap)) --begin;
        --n;
    }
    return {begin, end};
}

bool is_figure(const Context& context, Range r) {
    return text::is_absent(context.document.atoms, context.lexicon, r) ||
           text::whole_quantity(context.document.atoms, context.lexicon, r).has_value();
}

// 2023 (actual), 2024 forecast: what is said behind the year in a word.
std::optional<FiscalPeriod> worded_year(const Context& context, Range cell) {
    const auto& atoms = context.document.atoms;
    const Words words(context, "year_basis");
    const bool bracket = atoms.cp[cell.end - 1] == U')';
    const std::uint32_t end = cell.end - (bracket ? 1 : 0);
    for (std::uint32_t at = cell.begin + 2; at < end; ++at) {
        const auto word = words.at(at, end);
        if (!word || word->end != end || (bracket && atoms.cp[at - 1] != U'(')) continue;
        const Range year{cell.begin, at - (bracket ? 1 : 0)};
        const auto period = text::whole_period(atoms, year);
        if (!period || !period->period.year) return std::nullopt;
        const bool actual = words.key(*word) == "actual";
        const Basis basis = actual ? Basis::actual : Basis::estimate;
        if (period->period.basis != Basis::unprinted && period->period.basis != basis) return std::nullopt;
        return FiscalPeriod{period->period.year, basis, period->period.end_month};
    }
    return std::nullopt;
}

} // namespace

Range label_of_row(const Context& context, const table::Grid& grid, const YearPart& part, std::uint32_t row) {
    Range label;
    const auto add = [&](Range r) {
        if (!r.empty()) label = label.empty() ? r : Range{label.begin, r.end};
    };
    for (std::uint32_t c = part.first_label; c < part.end_label; ++c) {
        const Range r = table::cell(context.document, grid, row, c);
        if (!r.empty() && !text::whole_quantity(context.document.atoms, context.lexicon, r)) add(r);
    }
    if (part.packed == 0) return label;
    Range r = table::cell(context.document, grid, row, part.years.front().column);
    for (std::uint32_t n = part.packed; n > 0 && !r.empty(); --n) {
        const Range last = piece_from_end(context.document.atoms, r, 1);
        if (!is_figure(context, last)) break;
        r.end = last.begin;
    }
    add(r);
    return label;
}

Range cell_of_year(const Context& context, const table::Grid& grid, const YearColumn& year,
                   std::uint32_t row) {
    const Range cell = table::cell(context.document, grid, row, year.column);
    if (year.from_end == 0 || cell.empty()) return cell;
    for (std::uint32_t n = 1; n < year.from_end; ++n) // those behind must be figures too
        if (!is_figure(context, piece_from_end(context.document.atoms, cell, n))) return {};
    const Range piece = piece_from_end(context.document.atoms, cell, year.from_end);
    return !piece.empty() && is_figure(context, piece) ? piece : Range{};
}

bool miscounts_years(const Context& context, const table::Grid& grid, const YearPart& part,
                     std::uint32_t row) {
    std::optional<std::uint32_t> last;
    for (const YearColumn& year : part.years) { // the first year of a cell stands farthest from its end
        if (year.from_end < 2 || last == year.column) continue;
        last = year.column;
        const Range cell = table::cell(context.document, grid, row, year.column);
        const bool labelled = part.packed > 0 && year.column == part.years.front().column;
        const std::uint32_t most =
            labelled ? year.from_end : year.from_end + 1; // a label may end in a figure
        std::uint32_t figures = 0;
        while (figures < most) {
            const Range piece = piece_from_end(context.document.atoms, cell, figures + 1);
            if (piece.empty() || !is_figure(context, piece)) break;
            ++figures;
        }
        if (figures > 0 && figures != year.from_end) return true;
    }
    return false;
}

std::optional<FiscalPeriod> fiscal_year_in(const Context& context, Range cell) {
    if (cell.empty()) return std::nullopt;
    const auto& atoms = context.document.atoms;
    if (const auto period = text::whole_period(atoms, cell))
        return period->period.year ? std::optional(period->period) : std::nullopt;
    if (const auto worded = worded_year(context, cell)) return worded;
    const auto day = text::date_at(atoms, cell.begin, cell.end);
    if (!day || day->year == 0) return std::nullopt;
    const auto printed = day->date();
    if (!printed || *printed != Date::month_end(day->year, day->month)) return std::nullopt;
    if (day->range.end == cell.end) // the last day of another month may be a quarter's
        return day->month == 12 ? std::optional(FiscalPeriod{day->year, Basis::unprinted}) : std::nullopt;
    const char32_t last = atoms.cp[day->range.end];
    if (day->range.end + 1 == cell.end && (last == U'E' || last == U'A'))
        return FiscalPeriod{day->year, last == U'E' ? Basis::estimate : Basis::actual,
                            static_cast<std::int8_t>(day->month)};
    return std::nullopt;
}

std::vector<PackedYear> packed_years(const Context& context, Range cell) {
    std::vector<PackedYear> years;
    Range rest = cell;
    while (!rest.empty()) {
        const Range last = piece_from_end(context.document.atoms, rest, 1);
        const auto year = fiscal_year_in(context, last);
        if (!year || (!years.empty() && *year->year + 1 != *years.back().period.year)) break;
        years.push_back({*year, last});
        rest.end = last.begin;
    }
    if (rest.empty() && years.size() < 2) return {};
    std::reverse(years.begin(), years.end());
    return years;
}

void add_months_beside(std::vector<YearCell>& years, const std::vector<YearCell>& maybe) {
    for (auto next = maybe.rbegin(); next != maybe.rend(); ++next) {
        const YearCell& cell = *next;
        const bool beside = std::any_of(years.begin(), years.end(), [&](const YearCell& year) {
            const std::int32_t apart = *year.period.year - *cell.period.year;
            return year.period.end_month == cell.period.end_month && (apart == 1 || apart == -1) &&
                   year.column == cell.column + static_cast<std::uint32_t>(apart);
        });
        if (!beside) continue;
        const auto at = std::find_if(years.begin(), years.end(),
                                     [&](const YearCell& year) { return year.column > cell.column; });
        years.insert(at, cell);
    }
}

bool add_packed(std::vector<YearCell>& years, const std::vector<PackedYear>& packed, Range cell,
                std::uint32_t column) {
    const auto count = static_cast<std::uint32_t>(packed.size());
    bool based = false;
    for (std::uint32_t i = 0; i < count; ++i) {
        years.push_back({column, packed[i].period, packed[i].range, count - i,
                         i == 0 && packed[i].range.begin > cell.begin});
        based = based || packed[i].period.basis != Basis::unprinted;
    }
    return based;
}

} // namespace yanbao::facts
