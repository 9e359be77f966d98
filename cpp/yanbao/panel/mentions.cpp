#include "yanbao/panel/mentions.hpp"

#include "yanbao/panel/radix.hpp"

#include <algorithm>

namespace yanbao::panel {

namespace {

struct Stay {
    std::int32_t ticker, source, from, to;
};

/// What changes in a cell from one session to the next.
struct Turn {
    std::int32_t session, ticker;
    std::int8_t named;   ///< +1 or -1 of those who give `role`
    std::int8_t brokers; ///< +1 or -1 of the brokers that count
    std::uint8_t role;
};

/// Turns of brokers: one that names a company twice at a time counts once.
void count_brokers(std::vector<Stay>& stays, std::int32_t sessions, std::vector<Turn>& turns) {
    std::vector<Stay> spare;
    radix_sort(std::span(stays), spare, [](const Stay& s) -> std::uint64_t { return ordered(s.from); });
    radix_sort(std::span(stays), spare, [](const Stay& s) { return ordered(s.ticker, s.source); });
    for (std::size_t i = 0, end = 0; i < stays.size(); i = end) {
        std::int32_t to = stays[i].to;
        for (end = i + 1; end < stays.size() && stays[end].ticker == stays[i].ticker &&
                          stays[end].source == stays[i].source && stays[end].from <= to + 1;
             ++end)
            to = std::max(to, stays[end].to);
        turns.push_back({stays[i].from, stays[i].ticker, 0, 1, 0});
        if (to + 1 < sessions) turns.push_back({to + 1, stays[i].ticker, 0, -1, 0});
    }
}

std::vector<Turn> turns_of(const Mentions& mentions, Grid grid, std::uint8_t least) {
    std::vector<Turn> turns, spare;
    std::vector<Stay> counted;
    for (std::size_t i = 0; i < mentions.ticker.size(); ++i) {
        const std::int32_t from = std::max(mentions.session[i], 0);
        const std::int32_t to = std::min(mentions.last[i], grid.sessions - 1);
        if (mentions.last[i] < mentions.session[i] || from > to) continue;
        const std::int32_t ticker = mentions.ticker[i];
        turns.push_back({from, ticker, 1, 0, mentions.role[i]});
        if (to + 1 < grid.sessions) turns.push_back({to + 1, ticker, -1, 0, mentions.role[i]});
        if (mentions.source[i] >= 0 && mentions.role[i] >= least)
            counted.push_back({ticker, mentions.source[i], from, to});
    }
    count_brokers(counted, grid.sessions, turns);
    radix_sort(std::span(turns), spare, [](const Turn& t) -> std::uint64_t { return ordered(t.session); });
    return turns;
}

} // namespace

void Mentions::check(Grid grid) const {
    grid.check();
    for (const auto& [what, size] : {std::pair{"source", source.size()}, std::pair{"session", session.size()},
                                     std::pair{"last", last.size()}, std::pair{"role", role.size()}})
        require_size(what, ticker.size(), size);
    require_tickers(ticker, grid);
    if (std::find(role.begin(), role.end(), 0) != role.end()) throw InvalidValue("role", "0");
}

Standing standing(const Mentions& mentions, Grid grid, std::uint8_t least) {
    mentions.check(grid);
    Standing out;
    out.strength.resize(grid.cells());
    out.brokers.resize(grid.cells());
    if (grid.cells() == 0) return out;

    const auto turns = turns_of(mentions, grid, least);
    const auto width = static_cast<std::size_t>(grid.tickers);
    std::uint8_t strongest = 0;
    for (const std::uint8_t role : mentions.role) strongest = std::max(strongest, role);
    const auto levels = static_cast<std::size_t>(strongest) + 1;
    std::vector<std::int32_t> named(width * levels), brokers(width); // as of the session
    std::vector<std::uint8_t> strength(width);
    std::size_t next = 0;
    for (std::int32_t session = 0; session < grid.sessions; ++session) {
        for (; next < turns.size() && turns[next].session == session; ++next) {
            const Turn& turn = turns[next];
            const auto t = static_cast<std::size_t>(turn.ticker);
            brokers[t] += turn.brokers;
            named[t * levels + turn.role] += turn.named;
            std::uint8_t role = strongest;
            while (role > 0 && named[t * levels + role] == 0) --role;
            strength[t] = role;
        }
        const std::size_t line = grid.cell(session, 0);
        std::copy(strength.begin(), strength.end(), out.strength.data() + line);
        std::copy(brokers.begin(), brokers.end(), out.brokers.data() + line);
    }
    return out;
}

} // namespace yanbao::panel
