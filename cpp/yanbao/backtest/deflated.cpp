#include "yanbao/backtest/deflated.hpp"

#include "yanbao/backtest/normal.hpp"
#include "yanbao/backtest/risk.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace yanbao::backtest {

double probabilistic_sharpe(double sharpe, double sessions, const Shape& shape, double threshold) {
    const double root = 1.0 - shape.skewness * sharpe + (shape.kurtosis - 1.0) / 4.0 * sharpe * sharpe;
    if (!(sessions >= 2.0) || !(root > 0.0)) return none;
    return finite(normal_cdf((sharpe - threshold) * std::sqrt(sessions - 1.0) / std::sqrt(root)));
}

double expected_max_sharpe(double trials, double spread) {
    if (!(trials >= 1.0) || !std::isfinite(trials)) throw InvalidValue("trials", std::to_string(trials));
    if (!(spread >= 0.0)) return none;
    if (trials == 1.0 || spread == 0.0) return 0.0;
    const double g = std::numbers::egamma;
    const double best =
        -(1.0 - g) * normal_quantile(1.0 / trials) - g * normal_quantile(1.0 / (trials * std::numbers::e));
    return finite(spread * std::max(best, 0.0)); // between one trial and two the quantile is below 0
}

double deflated_sharpe(std::span<const double> returns, const Hurdle& hurdle,
                       std::span<const double> trials) {
    if (trials.empty()) throw InvalidValue("trials", "none");
    if (std::ranges::any_of(trials, [](double x) { return std::isinf(x); })) return none;
    const double spread = deviation(present(trials));
    const double threshold =
        expected_max_sharpe(static_cast<double>(trials.size()), std::isnan(spread) ? 0.0 : spread);
    const std::vector<double> over = present(returns, hurdle);
    return probabilistic_sharpe(sharpe(returns, hurdle, 1.0), static_cast<double>(over.size()), shape(over),
                                threshold);
}

} // namespace yanbao::backtest
