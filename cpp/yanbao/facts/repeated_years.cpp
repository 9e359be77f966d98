#include "yanbao/facts/repeated_years.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

bool is_repeated(const std::vector<YearCell>& years) {
    std::size_t n = 1;
    while (n < years.size() && years[n].period.year == years.front().period.year) ++n;
    if (n < 2 || years.size() % n != 0) return false;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (years[i].from_end > 0 || years[i].period.year != years[i - i % n].period.year) return false;
        if (i >= n && i % n == 0 && years[i].period.year == years[i - 1].period.year) return false;
    }
    return true;
}

// +/-, %: the header of a difference that no word names.
bool is_difference(const Context& context, Range r) {
    constexpr std::uint32_t longest = 6;
    const auto view = context.document.view(r);
    return !r.empty() && r.size() <= longest && view.find_first_not_of(U"+-/%()") == view.npos;
}

bool tell(const Context& context, const table::Grid& grid, std::uint32_t row, const Words& stories,
          YearPart& part) {
    if (row >= grid.rows.size()) return false;
    std::vector<YearColumn> told = part.years;
    for (YearColumn& year : told) {
        year.said = table::cell(context.document, grid, row, year.column);
        const auto story = year.said.empty() ? std::nullopt : story_in(stories, year.said);
        if (!story && !is_difference(context, year.said)) return false;
        year.story = story.value_or(ColumnStory::change);
    }
    part.years = std::move(told);
    return true;
}

} // namespace

ColumnStory story_of(std::string_view key, ColumnStory otherwise) noexcept {
    return key == "present"     ? ColumnStory::present
           : key == "previous"  ? ColumnStory::previous
           : key == "change"    ? ColumnStory::change
           : key == "consensus" ? ColumnStory::consensus
                                : otherwise;
}

std::optional<ColumnStory> story_in(const Words& stories, Range r) {
    const auto hits = stories.in(r);
    if (hits.empty()) return std::nullopt;
    for (const auto& hit : hits)
        if (stories.key(hit) == "change")
            return ColumnStory::change; // change of the forecast, against consensus
    return story_of(stories.key(hits.front()));
}

void tell_bases_beside(const Context& context, const table::Grid& grid, YearPart& part) {
    const Words words(context, "year_basis");
    for (const std::uint32_t row : {part.head + 1, part.head - 1}) { // there is no row before the first
        std::vector<Basis> told;
        for (const YearColumn& year : part.years) {
            const auto word = words.whole(table::cell(context.document, grid, row, year.column));
            if (!word || year.from_end > 0 || year.period.basis != Basis::unprinted) break;
            told.push_back(words.key(*word) == "actual" ? Basis::actual : Basis::estimate);
        }
        if (told.size() != part.years.size()) continue;
        for (std::size_t i = 0; i < told.size(); ++i) part.years[i].period.basis = told[i];
        return;
    }
}

bool is_titled_previous(const Context& context, Range title, const std::vector<YearPart>& parts) {
    for (const YearPart& part : parts)
        for (const YearColumn& year : part.years)
            if (year.story != ColumnStory::present) return false;
    const Words stories(context, "column_story");
    bool previous = false;
    for (std::uint32_t at = title.begin; at < title.end;) {
        const auto word = stories.at(at, title.end);
        if (word && stories.key(*word) != "previous") return false;
        previous = previous || word;
        at = word ? word->end : at + 1;
    }
    return previous && !Words(context, "versions_compared").any_in(title);
}

std::optional<YearCell> told_year(const Context& context, Range cell, std::uint32_t column) {
    const auto& atoms = context.document.atoms;
    const Words stories(context, "year_story");
    const auto told = [&](lexicon::Hit hit, Range rest) -> std::optional<YearCell> {
        const auto period = fiscal_year_in(context, text::trimmed(atoms, rest, U"()-:_"));
        if (!period) return std::nullopt;
        return YearCell{column, *period, cell, 0, false, story_of(stories.key(hit)), {hit.begin, hit.end}};
    };
    if (const auto first = stories.at(cell.begin, cell.end))
        if (const auto year = told(*first, {first->end, cell.end})) return year;
    const std::uint32_t end = cell.end - (atoms.cp[cell.end - 1] == U')' ? 1 : 0);
    for (std::uint32_t at = cell.begin + 2; at < end; ++at)
        if (const auto last = stories.at(at, end); last && last->end == end)
            if (const auto year = told(*last, {cell.begin, at})) return year;
    return std::nullopt;
}

std::optional<YearPart> repeated_years(const Context& context, const table::Grid& grid, std::uint32_t row,
                                       const std::vector<YearCell>& years) {
    if (!is_repeated(years)) return std::nullopt;
    YearPart part;
    part.head = row;
    part.first_column = part.end_label = years.front().column;
    part.end_column = years.back().column + 1;
    bool all_told = true;
    for (const YearCell& year : years) {
        const ColumnStory story = year.story.value_or(ColumnStory::unknown);
        part.years.push_back({year.column, year.period, story, year.cell, year.said, 0});
        all_told = all_told && year.story;
    }
    if (all_told) return part;
    const Words stories(context, "column_story");
    if (row == 0 || !tell(context, grid, row - 1, stories, part))
        part.told = tell(context, grid, row + 1, stories, part);
    return part;
}

bool are_figures_below(const std::vector<YearPart>& parts, const std::vector<YearCell>& years) {
    const YearPart* above = nullptr;
    for (const YearPart& part : parts)
        if (part.first_column <= years.back().column && years.front().column < part.end_column) above = &part;
    if (!above) return false;
    const auto is_above = [&](const YearCell& year) {
        return std::any_of(above->years.begin(), above->years.end(),
                           [&](const YearColumn& a) { return a.period.year == year.period.year; });
    };
    if (std::all_of(years.begin(), years.end(), is_above)) return false;
    for (std::size_t i = 1; i < years.size(); ++i)
        if (*years[i].period.year != *years[i - 1].period.year + 1) return true;
    return above->years.front().period.basis != Basis::unprinted;
}

} // namespace yanbao::facts
