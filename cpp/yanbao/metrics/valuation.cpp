#include "yanbao/metrics/valuation.hpp"

#include <cmath>

namespace yanbao::metrics {

namespace {

struct Cell {
    double converted; ///< price x k
    double eps;
    Reason why;
};

Cell cell_of(double price, double k, double eps) {
    if (!(price > 0.0)) return {missing, eps, Reason::missing_price};
    if (!(k > 0.0)) return {missing, eps, Reason::missing_k};
    if (std::isnan(eps)) return {missing, eps, Reason::missing_eps};
    return {price * k, eps, Reason::ok};
}

void same_sizes(Eigen::Index n, Eigen::Index k, Eigen::Index eps) {
    require_size("k", n, k);
    require_size("eps", n, eps);
}

/// Positive over positive; no upper bound where the divisor may be 0 or less, no value where it must be.
Interval over_positive(Interval number, Interval divisor) {
    if (!(divisor.high > 0.0)) return {missing, missing};
    return {number.low / divisor.high, divisor.low > 0.0 ? number.high / divisor.low : unbounded};
}

} // namespace

Explained pe(const ArrayView& price, const ArrayView& k, const ArrayView& eps) {
    same_sizes(price.size(), k.size(), eps.size());
    Explained out(price.size());
    for (Eigen::Index i = 0; i < price.size(); ++i) {
        const Cell c = cell_of(price[i], k[i], eps[i]);
        if (c.why != Reason::ok)
            out.set(i, missing, c.why);
        else if (!(c.eps > 0.0))
            out.set(i, missing, Reason::loss);
        else
            out.set(i, c.converted / c.eps);
    }
    return out;
}

Explained earnings_yield(const ArrayView& price, const ArrayView& k, const ArrayView& eps) {
    same_sizes(price.size(), k.size(), eps.size());
    Explained out(price.size());
    for (Eigen::Index i = 0; i < price.size(); ++i) {
        const Cell c = cell_of(price[i], k[i], eps[i]);
        out.set(i, c.why == Reason::ok ? c.eps / c.converted : missing, c.why);
    }
    return out;
}

Explained peg(const ArrayView& pe, const ArrayView& growth) {
    require_size("growth", pe.size(), growth.size());
    Explained out(pe.size());
    for (Eigen::Index i = 0; i < pe.size(); ++i) {
        if (!(pe[i] > 0.0))
            out.set(i, missing, Reason::missing_pe);
        else if (std::isnan(growth[i]))
            out.set(i, missing, Reason::missing_growth);
        else if (!(growth[i] > 0.0))
            out.set(i, missing, Reason::growth_not_positive);
        else
            out.set(i, pe[i] / (100.0 * growth[i]));
    }
    return out;
}

Bounds pe_bounds(const Bounds& price, const Bounds& k, const Bounds& eps) {
    same_sizes(price.size(), k.size(), eps.size());
    Bounds out(price.size());
    for (Eigen::Index i = 0; i < price.size(); ++i) {
        if (!(price.low[i] > 0.0 && k.low[i] > 0.0) || !eps.known(i)) continue;
        out.set(i, over_positive(price[i] * k[i], eps[i]));
    }
    return out;
}

Bounds earnings_yield_bounds(const Bounds& price, const Bounds& k, const Bounds& eps) {
    same_sizes(price.size(), k.size(), eps.size());
    Bounds out(price.size());
    for (Eigen::Index i = 0; i < price.size(); ++i)
        if (price.low[i] > 0.0 && k.low[i] > 0.0 && eps.known(i)) out.set(i, eps[i] / (price[i] * k[i]));
    return out;
}

Bounds peg_bounds(const Bounds& pe, const Bounds& growth) {
    require_size("growth", pe.size(), growth.size());
    Bounds out(pe.size());
    for (Eigen::Index i = 0; i < pe.size(); ++i) {
        if (!(pe.low[i] > 0.0) || !growth.known(i)) continue;
        out.set(i, over_positive(pe[i], {100.0 * growth.low[i], 100.0 * growth.high[i]}));
    }
    return out;
}

} // namespace yanbao::metrics
