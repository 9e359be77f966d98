#include "yanbao/backtest/holdings.hpp"

#include "yanbao/backtest/cross_section.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::backtest::factor {

namespace {

std::size_t known_bucket(std::int32_t bucket, std::size_t buckets) {
    if (bucket < 0 || static_cast<std::size_t>(bucket) > buckets)
        throw InvalidValue("bucket", std::to_string(bucket) + " of " + std::to_string(buckets));
    return static_cast<std::size_t>(bucket);
}

} // namespace

BucketReturns bucket_returns(std::span<const std::int32_t> bucket, std::span<const double> returns,
                             Cells cells, std::size_t buckets, std::size_t least) {
    cells.require("buckets", bucket.size());
    cells.require("returns", returns.size());
    BucketReturns out;
    out.mean.assign(cells.dates * buckets, no_value);
    out.error.assign(cells.dates * buckets, no_value);
    out.names.assign(cells.dates * buckets, 0);
    out.all.assign(cells.dates, no_value);
    for (std::size_t date = 0; date < cells.dates; ++date) {
        const std::span mean = std::span(out.mean).subspan(date * buckets, buckets);
        const std::span names = std::span(out.names).subspan(date * buckets, buckets);
        std::vector<double> sum(buckets, 0.0), squares(buckets, 0.0);
        double whole = 0.0;
        std::size_t count = 0;
        const std::size_t first = date * cells.names;
        for (std::size_t i = first; i < first + cells.names; ++i) {
            const std::size_t b = known_bucket(bucket[i], buckets);
            if (b == 0 || std::isnan(returns[i])) continue;
            sum[b - 1] += returns[i];
            ++names[b - 1];
            whole += returns[i];
            ++count;
        }
        if (count < least || count == 0) {
            std::fill(names.begin(), names.end(), 0);
            continue;
        }
        out.all[date] = whole / static_cast<double>(count);
        for (std::size_t b = 0; b < buckets; ++b) {
            if (names[b] > 0) mean[b] = sum[b] / names[b];
        }
        for (std::size_t i = first; i < first + cells.names; ++i) {
            if (bucket[i] == 0 || std::isnan(returns[i])) continue;
            const auto b = static_cast<std::size_t>(bucket[i]) - 1;
            const double off = returns[i] - mean[b];
            squares[b] += off * off;
        }
        for (std::size_t b = 0; b < buckets; ++b) {
            const double n = names[b];
            if (n > 1.0) out.error[date * buckets + b] = std::sqrt(squares[b] / (n - 1.0) / n);
        }
    }
    return out;
}

std::vector<double> newcomers(std::span<const std::int32_t> bucket, Cells cells,
                              std::span<const std::int32_t> earlier, std::size_t buckets) {
    cells.require("buckets", bucket.size());
    if (earlier.size() != cells.dates) throw ShapeMismatch("earlier dates", cells.dates, earlier.size());
    std::vector<double> out(cells.dates * buckets, no_value);
    for (std::size_t date = 0; date < cells.dates; ++date) {
        if (earlier[date] < 0) continue;
        if (static_cast<std::size_t>(earlier[date]) >= date)
            throw InvalidValue("earlier date", std::to_string(earlier[date]));
        const auto now = cells.row(bucket, date);
        const auto then = cells.row(bucket, static_cast<std::size_t>(earlier[date]));
        std::vector<double> count(buckets + 1, 0.0), before(buckets + 1, 0.0), fresh(buckets + 1, 0.0);
        for (std::size_t i = 0; i < now.size(); ++i) {
            const std::size_t b = known_bucket(now[i], buckets);
            count[b] += 1.0;
            before[known_bucket(then[i], buckets)] += 1.0;
            if (then[i] != now[i]) fresh[b] += 1.0;
        }
        for (std::size_t b = 1; b <= buckets; ++b) {
            if (count[b] > 0.0 && before[b] > 0.0) out[date * buckets + b - 1] = fresh[b] / count[b];
        }
    }
    return out;
}

std::vector<double> weights(std::span<const double> values, Cells cells) {
    cells.require("factor", values.size());
    std::vector<double> out(values.begin(), values.end()), held;
    for (std::size_t date = 0; date < cells.dates; ++date) {
        const auto row = cells.row(std::span<double>(out), date);
        held.clear();
        for (const double v : row) {
            if (!std::isnan(v)) held.push_back(v);
        }
        if (held.empty()) continue;
        const auto ends = std::minmax_element(held.begin(), held.end());
        const bool same = *ends.first == *ends.second; // a rounded mean would leave a spread that is none
        double centre = 0.0, gross = 0.0;
        for (const double v : held) centre += v;
        centre /= static_cast<double>(held.size());
        for (const double v : held) gross += std::abs(v - centre);
        for (double& v : row) {
            if (!std::isnan(v)) v = same || !(gross > 0.0) ? 0.0 : (v - centre) / gross;
        }
    }
    return out;
}

} // namespace yanbao::backtest::factor
