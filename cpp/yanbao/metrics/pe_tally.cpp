#include "yanbao/metrics/pe_tally.hpp"

#include <cmath>

namespace yanbao::metrics {

bool PeTally::add_cap(double cap, double earnings) {
    ++group_.members;
    if (!(cap > 0.0) || !std::isfinite(cap)) return false;
    all_caps_ += cap;
    if (!std::isfinite(earnings)) return false;
    ++group_.n;
    caps_ += cap;
    earned_ += earnings;
    return true;
}

void PeTally::add_yield(double earnings_yield, double pe, double cap) {
    ++group_.yields;
    yields_ += earnings_yield;
    if (earnings_yield > 0.0) pes_.push_back(pe);
    if (cap > 0.0 && std::isfinite(cap)) yield_caps_ += cap;
}

void PeTally::add(double cap, double earnings) {
    if (add_cap(cap, earnings)) add_yield(earnings / cap, cap / earnings, cap);
}

void PeTally::add(double cap, double earnings, double earnings_yield) {
    add_cap(cap, earnings);
    if (std::isfinite(earnings_yield)) add_yield(earnings_yield, 1.0 / earnings_yield, cap);
}

GroupPe PeTally::finish() {
    if (earned_ > 0.0) group_.by_sum = caps_ / earned_;
    if (yields_ > 0.0) group_.harmonic = static_cast<double>(group_.yields) / yields_;
    group_.profitable = std::ssize(pes_);
    group_.median = median(pes_);
    if (all_caps_ > 0.0) {
        group_.cap_coverage = caps_ / all_caps_;
        group_.yield_coverage = yield_caps_ / all_caps_;
    }
    const GroupPe done = group_;
    group_ = {};
    caps_ = earned_ = yields_ = all_caps_ = yield_caps_ = 0.0;
    pes_.clear();
    return done;
}

} // namespace yanbao::metrics
