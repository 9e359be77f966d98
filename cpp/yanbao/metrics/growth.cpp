#include "yanbao/metrics/growth.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace yanbao::metrics {

namespace {

Reason from_loss(double base, double end) {
    if (base == 0.0) return Reason::zero_base;
    if (end > 0.0) return Reason::from_loss;
    if (end == base) return Reason::loss_stays;
    return end < base ? Reason::loss_widens : Reason::loss_narrows;
}

void require_years(int years) {
    if (years < 1) throw InvalidValue("years of a CAGR", std::to_string(years));
}

double root(double x, int years) { return years == 1 ? x : std::pow(x, 1.0 / years); }

} // namespace

Explained growth(const ArrayView& base, const ArrayView& end) {
    require_size("end", base.size(), end.size());
    Explained out(base.size());
    for (Eigen::Index i = 0; i < base.size(); ++i) {
        const double from = base[i], to = end[i];
        if (std::isnan(from))
            out.set(i, missing, Reason::missing_base);
        else if (std::isnan(to))
            out.set(i, missing, Reason::missing_end);
        else if (!(from > 0.0))
            out.set(i, missing, from_loss(from, to));
        else
            out.set(i, (to - from) / from, to < 0.0 ? Reason::to_loss : Reason::ok);
    }
    return out;
}

Explained cagr(const ArrayView& base, const ArrayView& end, int years) {
    require_years(years);
    require_size("end", base.size(), end.size());
    Explained out(base.size());
    for (Eigen::Index i = 0; i < base.size(); ++i) {
        const double from = base[i], to = end[i];
        if (std::isnan(from))
            out.set(i, missing, Reason::missing_base);
        else if (std::isnan(to))
            out.set(i, missing, Reason::missing_end);
        else if (!(from > 0.0))
            out.set(i, missing, from_loss(from, to));
        else if (!(to > 0.0))
            out.set(i, missing, Reason::end_not_positive);
        else
            out.set(i, root(to / from, years) - 1.0);
    }
    return out;
}

Bounds growth_bounds(const Bounds& base, const Bounds& end) {
    require_size("end", base.size(), end.size());
    Bounds out(base.size());
    for (Eigen::Index i = 0; i < base.size(); ++i) {
        if (!base.known(i) || !end.known(i)) continue;
        const Interval from = base[i], to = end[i];
        if (from.low > 0.0) {
            const Interval ratio = to / from;
            out.set(i, {ratio.low - 1.0, ratio.high - 1.0});
        } else if (from.high > 0.0) {
            // the base may be as small as it likes: only its largest value bounds, and only on the side of 0
            out.set(i, {to.low < 0.0 ? -unbounded : to.low / from.high - 1.0,
                        to.high > 0.0 || to.low >= 0.0 ? unbounded : to.high / from.high - 1.0});
        }
    }
    return out;
}

Bounds cagr_bounds(const Bounds& base, const Bounds& end, int years) {
    require_years(years);
    require_size("end", base.size(), end.size());
    Bounds out(base.size());
    for (Eigen::Index i = 0; i < base.size(); ++i) {
        if (!base.known(i) || !end.known(i)) continue;
        const Interval from = base[i], to = end[i];
        if (!(from.high > 0.0) || !(to.high > 0.0)) continue;
        // no value at all where the end is a loss: the lower bound is lost with it
        const double low = to.low > 0.0 ? root(to.low / from.high, years) - 1.0 : -unbounded;
        const double high = from.low > 0.0 ? root(to.high / from.low, years) - 1.0 : unbounded;
        out.set(i, {low, high});
    }
    return out;
}

} // namespace yanbao::metrics
