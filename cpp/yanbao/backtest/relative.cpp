#include "yanbao/backtest/relative.hpp"

#include "yanbao/backtest/returns.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace yanbao::backtest {

namespace {

struct Pairs {
    std::vector<double> own, benchmark;
};

/// Of the sessions that have both; empty where one is infinite.
Pairs pairs_of(std::span<const double> returns, std::span<const double> benchmark,
               const Hurdle& hurdle = {}) {
    require_size("benchmark", returns.size(), benchmark.size());
    Pairs out;
    for (std::size_t i = 0; i < returns.size(); ++i) {
        const double y = returns[i] - hurdle[i], x = benchmark[i] - hurdle[i];
        if (std::isinf(returns[i]) || std::isinf(benchmark[i]) || std::isinf(x)) return {};
        if (std::isnan(x) || std::isnan(y)) continue;
        out.own.push_back(y);
        out.benchmark.push_back(x);
    }
    return out;
}

std::vector<double> active_of(std::span<const double> returns, std::span<const double> benchmark) {
    const Pairs pairs = pairs_of(returns, benchmark);
    std::vector<double> out(pairs.own.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = pairs.own[i] - pairs.benchmark[i];
    return out;
}

double slope(const Pairs& pairs) {
    const std::vector<double>& x = pairs.benchmark;
    if (x.size() < 2) return none;
    const auto [low, high] = std::ranges::minmax(x);
    if (vanishes(high - low, largest(x))) return none;
    const double x0 = mean(x), y0 = mean(pairs.own);
    std::vector<double> together, alone;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double d = x[i] - x0;
        together.push_back(d * (pairs.own[i] - y0));
        alone.push_back(d * d);
    }
    return finite(sum(together) / sum(alone));
}

double share_above(std::size_t above, std::size_t all) {
    return all == 0 ? none : static_cast<double>(above) / static_cast<double>(all);
}

} // namespace

double excess_return(std::span<const double> returns, std::span<const double> benchmark,
                     double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    return finite(mean(active_of(returns, benchmark)) * sessions_per_year);
}

double tracking_error(std::span<const double> returns, std::span<const double> benchmark,
                      double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    return finite(deviation(active_of(returns, benchmark)) * std::sqrt(sessions_per_year));
}

double information_ratio(std::span<const double> returns, std::span<const double> benchmark,
                         double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    const std::vector<double> active = active_of(returns, benchmark);
    const double spread = deviation(active);
    return spread > 0.0 ? finite(mean(active) / spread * std::sqrt(sessions_per_year)) : none;
}

AlphaBeta alpha_beta(std::span<const double> returns, std::span<const double> benchmark, const Hurdle& hurdle,
                     double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    const Pairs pairs = pairs_of(returns, benchmark, hurdle);
    const double beta = slope(pairs);
    if (std::isnan(beta)) return {};
    std::vector<double> left(pairs.own.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = pairs.own[i] - beta * pairs.benchmark[i];
    const double growth = 1.0 + mean(left);
    return {growth >= 0.0 ? finite(std::pow(growth, sessions_per_year) - 1.0) : none, beta};
}

double capture(std::span<const double> returns, std::span<const double> benchmark, double sessions_per_year,
               Direction market) {
    require_size("benchmark", returns.size(), benchmark.size());
    double own = none, other = none;
    if (market == Direction::any) {
        own = annual_return(returns, sessions_per_year);
        other = annual_return(benchmark, sessions_per_year);
    } else {
        const Pairs all = pairs_of(returns, benchmark);
        Pairs chosen;
        for (std::size_t i = 0; i < all.own.size(); ++i) {
            if (!(all.benchmark[i] * static_cast<double>(market) > 0.0)) continue;
            chosen.own.push_back(all.own[i]);
            chosen.benchmark.push_back(all.benchmark[i]);
        }
        own = annual_return(chosen.own, sessions_per_year);
        other = annual_return(chosen.benchmark, sessions_per_year);
    }
    return vanishes(other, 0.0) ? none : finite(own / other);
}

BattingAverage batting_average(std::span<const double> returns, std::span<const double> benchmark) {
    const Pairs pairs = pairs_of(returns, benchmark);
    std::size_t ahead[2] = {0, 0}, all[2] = {0, 0};
    for (std::size_t i = 0; i < pairs.own.size(); ++i) {
        const std::size_t down = pairs.benchmark[i] < 0.0 ? 1 : 0;
        ahead[down] += pairs.own[i] > pairs.benchmark[i];
        ++all[down];
    }
    return {share_above(ahead[0] + ahead[1], all[0] + all[1]), share_above(ahead[0], all[0]),
            share_above(ahead[1], all[1])};
}

} // namespace yanbao::backtest
