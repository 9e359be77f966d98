#pragma once
// What statistics share: the returns that are there, their sums, moments and quantiles.
//
// A NaN return is a session that has none: it is left out.  One infinite return is no number to work with,
// and makes every statistic of its series NaN.  No statistic is ever infinite.

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace yanbao::backtest {

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// What a session's return is held against, a risk-free rate or a required return of that session: nothing,
/// one for all sessions, or one a session.
class Hurdle {
  public:
    Hurdle() = default;
    /// Throws ShapeMismatch where there is neither one rate nor one a session.
    Hurdle(std::span<const double> rates, std::size_t sessions);
    double operator[](std::size_t session) const {
        return rates_.empty() ? 0.0 : rates_.size() == 1 ? rates_[0] : rates_[session];
    }

  private:
    std::span<const double> rates_;
};

/// Returns over the hurdle, of the sessions that have both; empty where one is infinite.
std::vector<double> present(std::span<const double> returns, const Hurdle& hurdle = {});

/// Itself where it is finite, else NaN.
double finite(double x);

/// Sum with the error of each addition carried along: the order of 1,000 sessions leaves no trace in the last
/// digits.
double sum(std::span<const double> values);
double mean(std::span<const double> values);

/// Whether a spread of values as large as `scale` is no more than their rounding.  A return is a quotient of
/// prices less 1, so that its own rounding is that of 1.
bool vanishes(double spread, double scale);

/// Largest absolute value; 0 for none.
double largest(std::span<const double> values);

/// With ddof 1, NaN under two values; exactly 0 where the values differ by no more than rounding.
double deviation(std::span<const double> values);

struct Shape {
    double skewness = none; ///< m3 / m2^1.5, of the population's moments
    double kurtosis = none; ///< m4 / m2^2: 3 for a normal distribution
};
/// NaN where values do not differ.
Shape shape(std::span<const double> values);

/// Linear between the two nearest of the sorted values; `share` from 0 to 1.
double quantile(std::vector<double> values, double share);

/// Throws InvalidValue unless it is positive and finite.
void require_positive(std::string_view what, double value);
/// Throws InvalidValue unless it is from 0 to 1.
void require_share(std::string_view what, double value);
/// Throws ShapeMismatch.
void require_size(std::string_view what, std::size_t expected, std::size_t found);

} // namespace yanbao::backtest
