#pragma once
// Whose figures the columns of years hold, where the headers beside the years tell.

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/year_parts.hpp"

namespace yanbao::facts {

/// A cell of a row of years.
struct YearCell {
    std::uint32_t column;
    FiscalPeriod period;
    text::Range cell;
    std::uint32_t from_end = 0; ///< as in YearColumn
    bool labelled = false;      ///< words stand before it in its cell
    std::optional<ColumnStory> story = std::nullopt;
    text::Range said = {}; ///< the word in its cell that tells the story
};

/// A year and the word that tells whose figures its column holds, in one cell: 2025E new, old 2025E, 2025E (previous).
std::optional<YearCell> told_year(const Context& context, text::Range cell, std::uint32_t column);

/// What a key of `column_story` says; `otherwise` for one that is none of them.
ColumnStory story_of(std::string_view key, ColumnStory otherwise = ColumnStory::present) noexcept;
/// Old, new, change, consensus: what the words of a header say; nothing where they say none of these.
std::optional<ColumnStory> story_in(const Words& stories, text::Range r);

/// A word for actual or forecast under each year, or over it: no year is told alone.
void tell_bases_beside(const Context& context, const table::Grid& grid, YearPart& part);

/// A title that says that these are the forecasts before, of years that say nothing else, and holds them against no others.
bool is_titled_previous(const Context& context, text::Range title, const std::vector<YearPart>& parts);

/// The part of a row whose years each stand over as many columns (2024E 2024E 2025E 2025E); nothing where they do not.  The
/// row above or below tells whose figures each column holds, else they are unknown.
std::optional<YearPart> repeated_years(const Context& context, const table::Grid& grid, std::uint32_t row,
                                       const std::vector<YearCell>& years);

/// Whether bare years below the parts of a table are figures that look like years: years that head columns again are
/// one behind the other, all of them, and say no less than those above.
bool are_figures_below(const std::vector<YearPart>& parts, const std::vector<YearCell>& years);

} // namespace yanbao::facts
