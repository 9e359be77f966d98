#include "yanbao/backtest/residuals.hpp"

#include "yanbao/backtest/cross_section.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::backtest::factor {

namespace {

constexpr double rounding = 1e-12, dependent = 1e-10;

double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

double largest(const std::vector<double>& values) {
    double found = 0.0;
    for (const double v : values) found = std::max(found, std::abs(v));
    return found;
}

/// Takes out what unit vectors hold, twice: the first time leaves what rounding is of the length taken out.
void take_out(std::vector<double>& column, const std::vector<std::vector<double>>& basis) {
    for (int turn = 0; turn < 2; ++turn) {
        for (const auto& unit : basis) {
            const double part = product(column, unit);
            for (std::size_t i = 0; i < column.size(); ++i) column[i] -= part * unit[i];
        }
    }
}

} // namespace

void Residuals::keep_complete(std::span<double> values, const Exposures& on) {
    names_.clear();
    group_.clear();
    y_.clear();
    std::int32_t most = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::int32_t group = on.group.empty() ? 0 : on.group[i];
        const bool complete =
            group >= 0 && std::isfinite(values[i]) &&
            std::all_of(on.columns.begin(), on.columns.end(),
                        [&](std::span<const double> column) { return std::isfinite(column[i]); });
        if (!complete) {
            values[i] = no_value;
            continue;
        }
        names_.push_back(i);
        group_.push_back(group);
        y_.push_back(values[i]);
        most = std::max(most, group);
    }
    weight_.assign(static_cast<std::size_t>(most) + 1, 0.0);
    for (const std::int32_t group : group_) weight_[static_cast<std::size_t>(group)] += 1.0;
}

void Residuals::demean(std::vector<double>& column) {
    for (int turn = 0; turn < 2;
         ++turn) { // of large values the first mean is rounded, and the second takes the rest
        sum_.assign(weight_.size(), 0.0);
        for (std::size_t i = 0; i < column.size(); ++i)
            sum_[static_cast<std::size_t>(group_[i])] += column[i];
        for (std::size_t i = 0; i < column.size(); ++i) {
            const auto group = static_cast<std::size_t>(group_[i]);
            column[i] -= sum_[group] / weight_[group];
        }
    }
}

void Residuals::take(std::span<double> values, const Exposures& on) {
    keep_complete(values, on);
    if (names_.empty()) return;
    const double before = largest(y_);
    demean(y_);
    basis_.clear();
    for (const std::span<const double> cells : on.columns) {
        std::vector<double> column;
        column.reserve(names_.size());
        for (const std::size_t i : names_) column.push_back(cells[i]);
        const double scale = largest(column);
        if (scale == 0.0) continue;
        for (double& v : column) v /= scale;
        const double whole = std::sqrt(product(column, column));
        demean(column);
        take_out(column, basis_);
        const double left = std::sqrt(product(column, column));
        if (left <= dependent * whole) continue;
        for (double& v : column) v /= left;
        basis_.push_back(std::move(column));
    }
    take_out(y_, basis_);
    const bool explained = largest(y_) <= rounding * before;
    for (std::size_t i = 0; i < names_.size(); ++i) values[names_[i]] = explained ? 0.0 : y_[i];
}

} // namespace yanbao::backtest::factor
