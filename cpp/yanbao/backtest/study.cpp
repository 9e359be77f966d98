#include "yanbao/backtest/study.hpp"

#include "yanbao/backtest/cross_section.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::backtest::factor {

void Cells::require(const char* what, std::size_t found) const {
    if (found != size()) throw ShapeMismatch(what, size(), found);
}

std::vector<double> treated(std::span<const double> values, Cells cells, const Treatment& treatment) {
    cells.require("factor", values.size());
    const Exposures& on = treatment.on;
    if (!on.group.empty()) cells.require("group", on.group.size());
    for (const auto& column : on.columns) cells.require("exposure", column.size());
    std::vector<double> out(values.begin(), values.end()), space;
    Residuals residuals;
    Exposures today;
    today.columns.resize(on.columns.size());
    for (std::size_t date = 0; date < cells.dates; ++date) {
        const auto row = cells.row(std::span<double>(out), date);
        if (treatment.clip == Clip::mad) clip_mad(row, treatment.bound, space);
        if (treatment.clip == Clip::shares) clip_shares(row, treatment.bound, space);
        if (!treatment.residuals) continue;
        if (!on.group.empty()) today.group = cells.row(on.group, date);
        for (std::size_t i = 0; i < on.columns.size(); ++i) today.columns[i] = cells.row(on.columns[i], date);
        residuals.take(row, today);
    }
    return out;
}

std::vector<std::int32_t> bucketed(std::span<const double> values, Cells cells, const Buckets& buckets,
                                   std::size_t least) {
    cells.require("factor", values.size());
    buckets.check();
    std::vector<std::int32_t> out(values.size(), 0);
    std::vector<double> space;
    for (std::size_t date = 0; date < cells.dates; ++date) {
        const auto row = cells.row(values, date);
        const auto there = std::count_if(row.begin(), row.end(), [](double v) { return !std::isnan(v); });
        if (static_cast<std::size_t>(there) >= least)
            bucket(row, buckets, cells.row(std::span<std::int32_t>(out), date), space);
    }
    return out;
}

Coefficients coefficients(std::span<const double> values, std::span<const double> returns, Cells cells,
                          std::span<const std::int32_t> group, std::size_t groups, std::size_t least) {
    cells.require("factor", values.size());
    cells.require("returns", returns.size());
    if (group.empty())
        groups = 1;
    else
        cells.require("group", group.size());
    Coefficients out;
    const std::size_t found = cells.dates * groups;
    out.pearson.assign(found, no_value);
    out.rank.assign(found, no_value);
    out.names.assign(found, 0);
    std::vector<Pairs> pairs(groups);
    for (std::size_t date = 0; date < cells.dates; ++date) {
        for (Pairs& each : pairs) each.clear();
        for (std::size_t i = date * cells.names; i < (date + 1) * cells.names; ++i) {
            if (std::isnan(values[i]) || std::isnan(returns[i])) continue;
            const std::int32_t code = group.empty() ? 0 : group[i];
            if (code < 0) continue;
            if (static_cast<std::size_t>(code) >= groups)
                throw InvalidValue("group", std::to_string(code) + " of " + std::to_string(groups));
            pairs[static_cast<std::size_t>(code)].add(values[i], returns[i]);
        }
        for (std::size_t g = 0; g < groups; ++g) {
            const std::size_t at = date * groups + g;
            out.names[at] = static_cast<std::int32_t>(pairs[g].size());
            if (pairs[g].size() < least) continue;
            out.pearson[at] = pairs[g].pearson();
            out.rank[at] = pairs[g].spearman();
        }
    }
    return out;
}

std::vector<double> rank_autocorrelation(std::span<const double> values, Cells cells,
                                         std::span<const std::int32_t> earlier, std::size_t least) {
    cells.require("factor", values.size());
    if (earlier.size() != cells.dates) throw ShapeMismatch("earlier dates", cells.dates, earlier.size());
    std::vector<double> out(cells.dates, no_value);
    Pairs pairs;
    for (std::size_t date = 0; date < cells.dates; ++date) {
        if (earlier[date] < 0) continue;
        if (static_cast<std::size_t>(earlier[date]) >= date)
            throw InvalidValue("earlier date", std::to_string(earlier[date]));
        const auto now = cells.row(values, date);
        const auto then = cells.row(values, static_cast<std::size_t>(earlier[date]));
        pairs.clear();
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (!std::isnan(now[i]) && !std::isnan(then[i])) pairs.add(now[i], then[i]);
        }
        if (pairs.size() >= least) out[date] = pairs.spearman();
    }
    return out;
}

} // namespace yanbao::backtest::factor
