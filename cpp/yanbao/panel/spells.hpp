#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::panel {

/// From which session to which a row is the newest live one of its series.
///
/// A row is live from its `session` to its `last`, both included; one whose `last` lies before is never live.  The
/// newest is that of the latest session, among those of one session the latest in the input.  When it ends, an older
/// row that is still live is the newest again.
template<class Row>
class Spells {
  public:
    /// Calls `found(row, from, to)` for each spell between sessions `first` and `end` - 1, in the order of time.  `rows`
    /// are of one series, sorted by session and then by the input; each is looked at a bounded number of times.
    template<class Found>
    void of(std::span<const Row> rows, std::int64_t first, std::int64_t end, Found found) {
        live_.clear();
        std::int64_t at = 0; // since when the row on top is the newest
        const auto pass = [&](std::int64_t next) {
            while (!live_.empty() && at < next) {
                const Row& top = *live_.back();
                const std::int64_t until = std::min<std::int64_t>(top.last, next - 1);
                const std::int64_t from = std::max(at, first), to = std::min(until, end - 1);
                if (from <= to) found(top, static_cast<std::int32_t>(from), static_cast<std::int32_t>(to));
                at = std::max(at, until + 1);
                if (top.last < next) live_.pop_back();
            }
        };
        for (const Row& row : rows) {
            if (row.last < row.session) continue;
            pass(row.session);
            // what ends no later than this row will never be seen again
            while (!live_.empty() && live_.back()->last <= row.last) live_.pop_back();
            live_.push_back(&row);
            at = row.session;
        }
        pass(end);
    }

  private:
    std::vector<const Row*> live_; // the newest on top; those below end later
};

} // namespace yanbao::panel
