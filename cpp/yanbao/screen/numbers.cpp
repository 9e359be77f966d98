#include "yanbao/screen/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::screen {

namespace {

double of(Op op, double a, double b) noexcept {
    switch (op) {
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    default: return b == 0.0 ? no_value : a / b;
    }
}

/// Products of bounds in which 0 x infinity is 0: the infinity is only ever approached.
Interval product(Interval a, Interval b) noexcept {
    const auto times = [](double x, double y) { return x == 0.0 || y == 0.0 ? 0.0 : x * y; };
    const auto [low, high] =
        std::minmax({times(a.low, b.low), times(a.low, b.high), times(a.high, b.low), times(a.high, b.high)});
    return {low, high};
}

Interval of(Op op, Interval a, Interval b) noexcept {
    switch (op) {
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return product(a, b);
    default: return b.holds(0.0) ? Interval{} : product(a, {1.0 / b.high, 1.0 / b.low});
    }
}

bool holds(Op op, double a, double b) noexcept {
    switch (op) {
    case Op::less: return a < b;
    case Op::less_equal: return a <= b;
    case Op::greater: return a > b;
    case Op::greater_equal: return a >= b;
    case Op::equal: return a == b;
    default: return a != b;
    }
}

/// Whether some a in `a` and b in `b` satisfy it.
bool may_hold(Op op, Interval a, Interval b) noexcept {
    switch (op) {
    case Op::less: return a.low < b.high;
    case Op::less_equal: return a.low <= b.high;
    case Op::greater: return a.high > b.low;
    case Op::greater_equal: return a.high >= b.low;
    case Op::equal: return overlap(a, b);
    default: return !(a.low == a.high && a == b);
    }
}

Op opposite(Op op) noexcept {
    switch (op) {
    case Op::less: return Op::greater_equal;
    case Op::less_equal: return Op::greater;
    case Op::greater: return Op::less_equal;
    case Op::greater_equal: return Op::less;
    case Op::equal: return Op::not_equal;
    default: return Op::equal;
    }
}

} // namespace

Numbers load(const NumberColumn& column, std::size_t first, std::size_t count, bool bounded) {
    Numbers n;
    const auto value = column.value.subspan(first, count);
    n.value.assign(value.begin(), value.end());
    for (double& x : n.value)
        if (!std::isfinite(x)) x = no_value;
    if (!bounded) return n;
    n.bounds.resize(count);
    n.gap.assign(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        n.bounds[i] = {n.value[i], n.value[i]};
        if (column.low.empty()) continue;
        const Interval printed{column.low[first + i], column.high[first + i]};
        // a value without bounds is exact
        if (!printed.empty()) n.bounds[i] = printed;
        n.gap[i] = column.open_means_gap && !printed.empty() && !std::isfinite(printed.width());
    }
    return n;
}

Numbers constant(double value, std::size_t count, bool bounded) {
    Numbers n{std::vector<double>(count, value), {}, {}};
    if (bounded) {
        n.bounds.assign(count, {value, value});
        n.gap.assign(count, 0);
    }
    return n;
}

void negate(Numbers& a) {
    for (double& x : a.value) x = -x;
    for (Interval& x : a.bounds) x = {-x.high, -x.low};
}

void combine(Op op, Numbers& a, const Numbers& b) {
    for (std::size_t i = 0; i < a.value.size(); ++i) {
        const double x = of(op, a.value[i], b.value[i]);
        a.value[i] = std::isfinite(x) ? x : no_value;
    }
    for (std::size_t i = 0; i < a.bounds.size(); ++i) {
        const bool by_zero = op == Op::divide && b.bounds[i].holds(0.0);
        const bool never = by_zero && b.bounds[i].width() == 0.0;
        const bool known = !a.bounds[i].empty() && !b.bounds[i].empty() && !never;
        a.bounds[i] = known ? of(op, a.bounds[i], b.bounds[i]) : Interval::none();
        a.gap[i] = a.gap[i] | b.gap[i] | static_cast<std::uint8_t>(by_zero);
    }
}

std::vector<Truths> compare(Op op, const Numbers& a, const Numbers& b) {
    std::vector<Truths> out(a.value.size());
    if (!a.bounded()) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double x = a.value[i], y = b.value[i];
            out[i] = Truths::of(std::isnan(x) || std::isnan(y) ? Truth::unknown
                                : holds(op, x, y)              ? Truth::yes
                                                               : Truth::no);
        }
        return out;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Interval x = a.bounds[i], y = b.bounds[i];
        if (x.empty() || y.empty()) continue; // unknown
        out[i] = Truths::of(may_hold(op, x, y), may_hold(opposite(op), x, y), (a.gap[i] | b.gap[i]) != 0);
    }
    return out;
}

} // namespace yanbao::screen
