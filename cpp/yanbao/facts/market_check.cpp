#include "yanbao/facts/market_check.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr double slack = 1e-9;           ///< of sums of decimals that no double holds exactly
constexpr std::size_t most_versions = 8; ///< of one figure that are held against each other

std::string printed(double value) {
    char buffer[32];
    const auto [end, error] =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 10);
    return error == std::errc() ? std::string(buffer, end) : std::string("?");
}

bool agree(Interval a, Interval b) { return a.low <= b.high + slack && b.low <= a.high + slack; }

// Two prints of one figure: alike to the last digit, or the one a rounding of the other.
bool is_same(const Measured& a, const Measured& b) {
    const double apart = std::abs(a.value - b.value);
    return a.half_unit == b.half_unit ? apart <= slack * std::max(1.0, std::abs(a.value))
                                      : apart <= std::max(a.half_unit, b.half_unit) + slack;
}

class Checker {
  public:
    Checker(const Context& context, const MarketProse& prose, Facts& facts)
        : c_(context), prose_(prose), facts_(facts) {}

    void run() {
        for (const MarketReading& reading : prose_.readings) merge(reading);
        for (const MarketReading& row : rows_) emit(row);
        for (const MarketReading& row : rows_) check(row);
        for (const Range at : prose_.conflicts)
            find("report", "the words around a figure contradict it: " + c_.document.squeezed(at), {at});
        leave_unread();
    }

  private:
    using Key = std::tuple<std::string, std::string, std::string>;
    void merge(const MarketReading& reading) {
        auto& same = by_key_[{reading.subject, reading.measure, reading.window}];
        for (const std::size_t i : same) {
            MarketReading& row = rows_[i];
            if (!row.against.empty() && !reading.against.empty() && row.against != reading.against) {
                not_placed_.push_back(
                    reading.number); // held against a second index: the row has no place for it
                return;
            }
            if (!is_same(row.value, reading.value)) continue;
            std::string against = row.against.empty() ? reading.against : row.against;
            if (reading.value.half_unit < row.value.half_unit) row = reading;
            row.against = std::move(against);
            return;
        }
        if (same.size() == most_versions) {
            not_placed_.push_back(reading.number);
            return;
        }
        for (const std::size_t i : same) contradiction(rows_[i], reading);
        same.push_back(rows_.size());
        rows_.push_back(reading);
    }

    void contradiction(const MarketReading& a, const MarketReading& b) {
        find(a.subject,
             a.subject + " " + a.measure + " (" + a.window + ") is printed as " + printed(a.value.value) +
                 " and as " + printed(b.value.value),
             {a.number, b.number});
    }

    void emit(const MarketReading& reading) {
        MarketFigure figure;
        figure.subject = reading.subject;
        figure.measure = reading.measure;
        figure.window = reading.window;
        figure.value = reading.value;
        figure.at = c_.span(reading.number);
        note_field(figure, "value", c_, reading.number);
        note_field(figure, "subject", c_, reading.subject_at);
        if (reading.window_at != reading.number) note_field(figure, "window", c_, reading.window_at);
        facts_.market.push_back(std::move(figure));
    }

    // The figure of that key where the report prints just one.
    const MarketReading* only(const std::string& subject, std::string_view measure,
                              const std::string& window) const {
        const auto found = by_key_.find({subject, std::string(measure), window});
        if (found == by_key_.end() || found->second.size() != 1) return nullptr;
        return &rows_[found->second.front()];
    }

    void check(const MarketReading& r) {
        if (r.measure == "stocks") counts(r);
        if (r.measure == "share_up") share(r, "stocks_up");
        if (r.measure == "share_down") share(r, "stocks_down");
        if (r.measure == "excess_change") excess(r);
    }

    void counts(const MarketReading& all) {
        const auto* up = only(all.subject, "stocks_up", all.window);
        const auto* down = only(all.subject, "stocks_down", all.window);
        const auto* flat = only(all.subject, "stocks_flat", all.window);
        if (!only(all.subject, all.measure, all.window) || !up || !down) return;
        const double sum = up->value.value + down->value.value + (flat ? flat->value.value : 0.0);
        // without the flat ones the others may be fewer than all
        if (flat ? sum == all.value.value : sum <= all.value.value) return;
        std::vector<Range> at{all.number, up->number, down->number};
        if (flat) at.push_back(flat->number);
        find(all.subject,
             "stocks up, down and flat add up to " + printed(sum) + ", not to " + printed(all.value.value),
             at);
    }

    void share(const MarketReading& share, std::string_view measure) {
        const auto* part = only(share.subject, measure, share.window);
        const auto* all = only(share.subject, "stocks", share.window);
        if (!part || !all || all->value.value <= 0.0) return;
        const double quotient = part->value.value / all->value.value;
        if (std::abs(quotient - share.value.value) <= share.value.half_unit + slack) return;
        find(share.subject,
             printed(part->value.value) + " of " + printed(all->value.value) + " is " + printed(quotient) +
                 ", not " + printed(share.value.value),
             {part->number, all->number, share.number});
    }

    void excess(const MarketReading& excess) {
        const auto* own = only(excess.subject, "change", excess.window);
        const auto* index = only(excess.against, "change", excess.window);
        if (!own || !index || agree(own->value.interval() - index->value.interval(), excess.value.interval()))
            return;
        find(excess.subject,
             excess.subject + " " + printed(own->value.value) + " less " + index->subject + " " +
                 printed(index->value.value) + " (" + excess.window + ") is not " +
                 printed(excess.value.value),
             {own->number, index->number, excess.number});
    }

    void find(const std::string& subject, std::string what, const std::vector<Range>& at) {
        Finding finding{"prose_conflict", Severity::warning, subject, 1, std::move(what), {}};
        for (const Range r : at) finding.spans.push_back(c_.span(r));
        facts_.findings.push_back(std::move(finding));
    }

    void leave_unread() {
        std::vector<Range> all = prose_.unread;
        all.insert(all.end(), not_placed_.begin(), not_placed_.end());
        if (all.empty()) return;
        Finding finding{"prose_unread",
                        Severity::info,
                        "report",
                        static_cast<std::uint32_t>(all.size()),
                        "market figures in prose that could not be given to one subject, window and index",
                        {}};
        for (const Range r : all) finding.spans.push_back(c_.span(r));
        facts_.findings.push_back(std::move(finding));
    }

    const Context& c_;
    const MarketProse& prose_;
    Facts& facts_;
    std::vector<MarketReading> rows_;
    std::map<Key, std::vector<std::size_t>> by_key_;
    std::vector<Range> not_placed_;
};

} // namespace

void add_market_figures(const Context& context, const MarketProse& prose, Facts& facts) {
    Checker(context, prose, facts).run();
}

} // namespace yanbao::facts
