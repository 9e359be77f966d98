#include "yanbao/table/groups.hpp"

#include "yanbao/text/dates.hpp"

namespace yanbao::table {

namespace {

using text::Range;

struct YearRun {
    std::uint32_t first, end; ///< columns
    std::int32_t last_year;
};

std::vector<YearRun> year_runs(const layout::Document& document, const Grid& grid, std::uint32_t row) {
    std::vector<YearRun> runs;
    for (std::uint32_t c = 0; c < grid.columns; ++c) {
        const Range r = cell(document, grid, row, c);
        const auto period = r.empty() ? std::nullopt : text::whole_period(document.atoms, r);
        if (!period || !period->period.year) continue;
        const std::int32_t year = *period->period.year;
        if (!runs.empty() && runs.back().end == c && runs.back().last_year + 1 == year)
            runs.back().end = c + 1, runs.back().last_year = year;
        else
            runs.push_back({c, c + 1, year});
    }
    return runs;
}

} // namespace

std::vector<Range> centred_groups(const layout::Document& document, const Grid& grid, std::uint32_t row) {
    if (row + 1 >= grid.header_rows) return {};
    const std::vector<YearRun> runs = year_runs(document, grid, row + 1);
    if (runs.size() < 2) return {};
    std::vector<Range> groups(grid.columns);
    bool centred = false;
    for (const YearRun& run : runs) {
        Range only;
        for (std::uint32_t c = run.first; c < run.end; ++c) {
            const Range r = cell(document, grid, row, c);
            if (r.empty()) continue;
            if (!only.empty()) return {};
            only = r;
            centred = centred || c > run.first;
        }
        if (only.empty()) return {};
        for (std::uint32_t c = run.first; c < run.end; ++c) groups[c] = only;
    }
    return centred ? groups : std::vector<Range>{};
}

} // namespace yanbao::table
