#include "yanbao/backtest/returns.hpp"

#include "yanbao/backtest/sample.hpp"
#include "yanbao/base/error.hpp"

#include <cmath>
#include <string>

namespace yanbao::backtest {

std::vector<double> cumulative(std::span<const double> returns) {
    std::vector<double> out;
    out.reserve(returns.size());
    double growth = 1.0;
    for (const double r : returns) {
        if (!std::isnan(r)) growth = finite(growth * (1.0 + r));
        out.push_back(growth - 1.0);
    }
    return out;
}

double total_return(std::span<const double> returns) {
    double growth = 1.0;
    bool any = false;
    for (const double r : returns) {
        if (std::isnan(r)) continue;
        any = true;
        growth = finite(growth * (1.0 + r));
    }
    return any ? growth - 1.0 : none;
}

double annual_return(std::span<const double> returns, double sessions_per_year) {
    require_positive("sessions per year", sessions_per_year);
    const double growth = total_return(returns) + 1.0;
    if (!(growth >= 0.0)) return none;
    return finite(std::pow(growth, sessions_per_year / static_cast<double>(returns.size())) - 1.0);
}

std::vector<double> aggregate(std::span<const double> returns, std::span<const std::int32_t> group,
                              std::int32_t groups) {
    require_size("group", returns.size(), group.size());
    if (groups < 0) throw InvalidValue("number of groups", std::to_string(groups));
    std::vector<double> out(static_cast<std::size_t>(groups), 1.0);
    std::vector<bool> any(out.size(), false);
    for (std::size_t i = 0; i < returns.size(); ++i) {
        if (group[i] < 0 || group[i] >= groups) throw InvalidValue("group", std::to_string(group[i]));
        if (std::isnan(returns[i])) continue;
        const auto g = static_cast<std::size_t>(group[i]);
        any[g] = true;
        out[g] = finite(out[g] * (1.0 + returns[i]));
    }
    for (std::size_t g = 0; g < out.size(); ++g) out[g] = any[g] ? out[g] - 1.0 : none;
    return out;
}

} // namespace yanbao::backtest
