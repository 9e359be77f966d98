#include "yanbao/backtest/fees.hpp"

#include "yanbao/backtest/money.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <string>

namespace yanbao::backtest {

namespace {

bool of_side(Side line, Side order) noexcept {
    return (static_cast<std::int32_t>(line) & static_cast<std::int32_t>(order)) != 0;
}

double fee(const FeeLine& line, double shares, double amount, bool exact) {
    double due = amount * line.rate + shares * line.per_share;
    if (due < line.least) due = line.least; // no bound is NaN, which is never less
    if (due > line.most) due = line.most;
    // what is charged is rounded, not what it is computed of: a bound is rounded as well
    if (exact && line.rounding == Rounding::unit_up) due = whole_up(due);
    return exact ? cents(due) : due;
}

} // namespace

FeeTable::FeeTable(std::span<const FeeLine> lines, std::int32_t kinds, bool exact)
    : kinds_(kinds), exact_(exact) {
    for (const FeeLine& line : lines) {
        if (line.kind < 0 || line.kind >= kinds)
            throw InvalidValue("kind of a fee", std::to_string(line.kind));
        if (line.market < 0 || line.market > 1000)
            throw InvalidValue("market of a fee", std::to_string(line.market));
        if (!std::isfinite(line.rate) || !std::isfinite(line.per_share))
            throw InvalidValue("rate of a fee", std::to_string(line.rate));
        const auto market = static_cast<std::size_t>(line.market);
        if (by_market_.size() <= market) by_market_.resize(market + 1);
        by_market_[market].push_back(line);
    }
}

double FeeTable::charge(std::int32_t market, Side side, std::int32_t session, double shares, double amount,
                        std::span<double> paid) const {
    double sum = 0.0;
    if (market < 0 || static_cast<std::size_t>(market) >= by_market_.size()) return sum;
    for (const FeeLine& line : by_market_[static_cast<std::size_t>(market)]) {
        if (session < line.first || session >= line.last || !of_side(line.side, side)) continue;
        const double due = fee(line, shares, amount, exact_);
        paid[static_cast<std::size_t>(line.kind)] += due;
        sum += due;
    }
    return exact_ ? cents(sum) : sum;
}

} // namespace yanbao::backtest
