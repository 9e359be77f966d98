#include "yanbao/panel/as_of.hpp"

#include "yanbao/panel/by_ticker.hpp"
#include "yanbao/panel/radix.hpp"
#include "yanbao/panel/spells.hpp"

namespace yanbao::panel {

namespace {

struct KnownRow {
    std::int32_t session, last, row;
};

/// Rows that never end need no sorting: each goes to the cell of its session, a later one over an earlier one, and each
/// session takes over what it has no row for.
std::vector<std::int32_t> newest_for_good(const KnownRows& rows, Grid grid) {
    std::vector<std::int32_t> out(grid.cells(), -1);
    std::vector<std::int32_t> before(static_cast<std::size_t>(grid.tickers), -1); // the first session
    for (std::size_t i = 0; i < rows.ticker.size(); ++i) {
        const std::int32_t session = rows.session[i];
        if (session >= grid.sessions) continue;
        if (session >= 0) {
            out[grid.cell(session, rows.ticker[i])] = static_cast<std::int32_t>(i);
            continue;
        }
        std::int32_t& row = before[static_cast<std::size_t>(rows.ticker[i])];
        if (row < 0 || rows.session[static_cast<std::size_t>(row)] <= session)
            row = static_cast<std::int32_t>(i);
    }
    const std::int32_t* above = before.data();
    for (std::int32_t session = 0; session < grid.sessions; ++session) {
        std::int32_t* const line = out.data() + grid.cell(session, 0);
        for (std::int32_t t = 0; t < grid.tickers; ++t) line[t] = line[t] < 0 ? above[t] : line[t];
        above = line;
    }
    return out;
}

std::vector<std::int32_t> newest_live(const KnownRows& rows, Grid grid) {
    std::vector<std::int32_t> out(grid.cells(), -1);
    const ByTicker<KnownRow> by_ticker(
        rows.ticker, grid,
        [&](std::size_t i) { return rows.session[i] < grid.sessions && rows.last[i] >= 0; },
        [&](std::size_t i) { return KnownRow{rows.session[i], rows.last[i], static_cast<std::int32_t>(i)}; });
    Spells<KnownRow> spells;
    std::vector<KnownRow> spare;
    for (std::int32_t t = 0; t < grid.tickers; ++t) {
        const std::span<KnownRow> known = by_ticker.of(t);
        radix_sort(known, spare, [](const KnownRow& r) -> std::uint64_t { return ordered(r.session); });
        spells.of(known, 0, grid.sessions, [&](const KnownRow& r, std::int32_t from, std::int32_t to) {
            for (std::int32_t session = from; session <= to; ++session) out[grid.cell(session, t)] = r.row;
        });
    }
    return out;
}

} // namespace

void KnownRows::check(Grid grid) const {
    grid.check();
    require_size("session", ticker.size(), session.size());
    require_size("value", ticker.size(), value.size());
    if (!last.empty()) require_size("last", ticker.size(), last.size());
    require_tickers(ticker, grid);
}

std::vector<std::int32_t> newest_row(const KnownRows& rows, Grid grid) {
    rows.check(grid);
    if (grid.cells() == 0) return {};
    return rows.last.empty() ? newest_for_good(rows, grid) : newest_live(rows, grid);
}

std::vector<double> values_of(const std::vector<std::int32_t>& row, std::span<const double> value) {
    std::vector<double> out(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] >= 0 && static_cast<std::size_t>(row[i]) >= value.size())
            throw InvalidValue("row of a panel", "beyond the rows");
        out[i] = row[i] < 0 ? missing : value[static_cast<std::size_t>(row[i])];
    }
    return out;
}

} // namespace yanbao::panel
