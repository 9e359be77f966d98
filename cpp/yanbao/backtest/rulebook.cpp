#include "yanbao/backtest/rulebook.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::backtest {

namespace {

double floor_to(double wanted, double step) noexcept {
    return step > 0.0 ? std::floor(wanted / step + 1e-9) * step : wanted;
}

double at_tick(double price, double tick) noexcept {
    const double ticks = price / tick;
    return std::floor(ticks + 0.5 + 1e-7) * tick;
}

} // namespace

double Lot::buy(double wanted) const noexcept {
    if (!(wanted > 0.0)) return 0.0;
    // above the least size an order grows by steps from zero where the least is one step, from the least elsewhere
    const double size = floor_to(wanted, step);
    return size < least ? 0.0 : size;
}

double Lot::sell(double wanted, double held) const noexcept {
    if (!(wanted > 0.0)) return 0.0;
    if (wanted >= held) return held;
    const double size = floor_to(wanted, step);
    if (size < least) return 0.0;
    return size;
}

Rulebook::Rulebook(std::vector<LimitLine> limits, std::vector<LotLine> lots, double tick)
    : limits_(std::move(limits)), lots_(std::move(lots)), tick_(tick) {
    if (!(tick > 0.0)) throw InvalidValue("tick", std::to_string(tick));
    for (const LotLine& line : lots_)
        if (!(line.least >= 0.0) || !(line.step >= 0.0))
            throw InvalidValue("lot", std::to_string(line.least));
}

Band Rulebook::band(std::int32_t board, bool st, std::int64_t age, std::int32_t session,
                    double reference) const {
    Band band;
    if (!(reference > 0.0)) return band;
    for (const LimitLine& line : limits_) {
        if (line.board != board || session < line.first || session >= line.last) continue;
        if (line.st >= 0 && (line.st == 1) != st) continue;
        if (age < line.age_from || age >= line.age_to) continue;
        band.high = std::max(at_tick(reference * (1.0 + line.up), tick_), reference + tick_);
        band.low = std::min(at_tick(reference * (1.0 - line.down), tick_), reference - tick_);
        if (std::isnan(line.up)) band.high = line.up; // a comparison with NaN keeps the other side
        if (std::isnan(line.down)) band.low = line.down;
        break;
    }
    return band;
}

Lot Rulebook::lot(std::int32_t board, std::int32_t session) const {
    for (const LotLine& line : lots_)
        if (line.board == board && session >= line.first && session < line.last)
            return {line.least, line.step};
    return {};
}

} // namespace yanbao::backtest
