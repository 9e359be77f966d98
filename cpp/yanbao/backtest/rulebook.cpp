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

constexpr double error = 1e-7; // of a double, in ticks

double half_up(double ticks) noexcept { return std::floor(ticks + 0.5 + error); }

} // namespace

double Lot::buy(double wanted) const noexcept {
    if (!(wanted > 0.0) || wanted < least) return 0.0;
    return least + floor_to(wanted - least, step);
}

double Lot::sell(double wanted, double held) const noexcept {
    if (!(wanted > 0.0)) return 0.0;
    if (wanted >= held) return held;
    const double rest = step > 0.0 ? held - floor_to(held, step) : 0.0;
    const double with_rest = rest > 0.0 && rest <= wanted ? rest + floor_to(wanted - rest, step) : 0.0;
    return std::max(buy(wanted), with_rest);
}

Rulebook::Rulebook(std::vector<LimitLine> limits, std::vector<LotLine> lots, std::vector<CapLine> caps)
    : limits_(std::move(limits)), lots_(std::move(lots)), caps_(std::move(caps)) {
    for (const CapLine& line : caps_)
        if (!(line.part >= 0.0 && line.part <= 1.0))
            throw InvalidValue("part of a volume", std::to_string(line.part));
    for (const LotLine& line : lots_)
        if (!(line.least >= 0.0) || !(line.step >= 0.0))
            throw InvalidValue("lot", std::to_string(line.least));
}

Band Rulebook::band(std::int32_t board, bool st, std::int64_t age, std::int32_t session, double reference,
                    double tick) const {
    Band band;
    if (!(reference > 0.0) || !(tick > 0.0)) return band;
    for (const LimitLine& line : limits_) {
        if (line.board != board || session < line.first || session >= line.last) continue;
        if (line.st >= 0 && (line.st == 1) != st) continue;
        if (age < line.age_from || age > line.age_to) continue;
        const double base = half_up(reference / tick);
        const double top = base * (1.0 + line.up), bottom = base * (1.0 - line.down);
        if (!std::isnan(top))
            band.high = std::max(line.inward ? std::floor(top + error) : half_up(top), base + 1.0) * tick;
        if (!std::isnan(bottom)) {
            const double rounded = line.inward ? std::ceil(bottom - error) : half_up(bottom);
            band.low = std::max(std::min(rounded, base - 1.0), 1.0) * tick;
        }
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

double Rulebook::cap(std::int32_t board, std::int32_t session) const {
    for (const CapLine& line : caps_)
        if (line.board == board && session >= line.first && session < line.last) return line.part;
    return 1.0;
}

} // namespace yanbao::backtest
