#include "yanbao/screen/plain.hpp"

#include "yanbao/screen/lanes.hpp"
#include "yanbao/screen/numbers.hpp"

#include <algorithm>
#include <array>

namespace yanbao::screen {

namespace {

constexpr std::size_t ahead = 2048; // cells that are asked for before they are read

template<class Of>
void fill(Plain a, Plain b, std::size_t count, double* out, Of of) noexcept {
    if (!b.cells) {
        for (std::size_t i = 0; i < count; ++i) out[i] = of(a.cells[i], b.constant);
    } else if (!a.cells) {
        for (std::size_t i = 0; i < count; ++i) out[i] = of(a.constant, b.cells[i]);
    } else {
        for (std::size_t i = 0; i < count; ++i) out[i] = of(a.cells[i], b.cells[i]);
    }
}

double known(double x) noexcept { return std::fabs(x) <= largest ? x : no_value; }

/// Reads cells, or says the same number each time.
struct Cells {
    const double* at;
    Pair pair(std::size_t i) const noexcept { return load_pair(at + i); }
    Cells from(std::size_t i) const noexcept { return {at + i}; }
    auto usable(Pair x) const noexcept { return finite(x); }
    void ask(std::size_t i) const noexcept {
        ask_for(at + i);
        ask_for(at + i + 8);
    }
    Cells padded(std::size_t count, std::array<double, word_cells>& room) const noexcept {
        room.fill(no_value);
        std::copy_n(at, count, room.begin());
        return {room.data()};
    }
};

struct Constant {
    double value;
    Pair pair(std::size_t) const noexcept { return pair_of(value); }
    Constant from(std::size_t) const noexcept { return *this; }
    void ask(std::size_t) const noexcept {}
    Constant padded(std::size_t, std::array<double, word_cells>&) const noexcept { return *this; }
};

auto usable(Cells a, Pair x, Constant, Pair) noexcept { return a.usable(x); }
auto usable(Cells a, Pair x, Cells b, Pair y) noexcept { return and_also(a.usable(x), b.usable(y)); }

struct Word {
    std::uint64_t yes, maybe;
};

template<class B, class Holds>
Word word(Cells a, B b, Holds holds) noexcept {
    std::uint64_t hold = 0, known = 0;
    for (std::size_t i = 0; i < word_cells; i += 16) {
        a.ask(i + ahead);
        b.ask(i + ahead);
        decltype(holds(a.pair(0), b.pair(0))) held[8];
        decltype(usable(a, a.pair(0), b, b.pair(0))) there[8];
        for (std::size_t j = 0; j < 8; ++j) {
            const Pair x = a.pair(i + 2 * j), y = b.pair(i + 2 * j);
            held[j] = holds(x, y);
            there[j] = usable(a, x, b, y);
        }
        hold |= bits_of(held) << i;
        known |= bits_of(there) << i;
    }
    return {hold & known, hold | ~known};
}

template<class B, class Holds>
void words(Cells a, B b, std::size_t count, Mask& out, Holds holds) noexcept {
    const std::size_t whole = count / word_cells;
    const auto put = [&](std::size_t w, Word found) {
        out.yes[w] = found.yes;
        out.maybe[w] = found.maybe;
    };
    for (std::size_t w = 0; w < whole; ++w)
        put(w, word(a.from(w * word_cells), b.from(w * word_cells), holds));
    if (const std::size_t rest = count % word_cells) {
        std::array<double, word_cells> left, right;
        const std::size_t done = whole * word_cells;
        put(whole, word(a.from(done).padded(rest, left), b.from(done).padded(rest, right), holds));
    }
}

template<class B>
void compare_cells(Op op, Cells a, B b, std::size_t count, Mask& out) noexcept {
    switch (op) {
    case Op::less: return words(a, b, count, out, [](Pair x, Pair y) { return less(x, y); });
    case Op::less_equal: return words(a, b, count, out, [](Pair x, Pair y) { return less_equal(x, y); });
    case Op::greater: return words(a, b, count, out, [](Pair x, Pair y) { return less(y, x); });
    case Op::greater_equal: return words(a, b, count, out, [](Pair x, Pair y) { return less_equal(y, x); });
    case Op::equal: return words(a, b, count, out, [](Pair x, Pair y) { return equal(x, y); });
    default: return words(a, b, count, out, [](Pair x, Pair y) { return not_equal(x, y); });
    }
}

/// The comparison that says the same of (b, a).
Op turned(Op op) noexcept {
    switch (op) {
    case Op::less: return Op::greater;
    case Op::less_equal: return Op::greater_equal;
    case Op::greater: return Op::less;
    case Op::greater_equal: return Op::less_equal;
    default: return op;
    }
}

/// Of a number that is the same in every cell, `unknown` where it is none.
void compare_constants(Op op, double a, double b, Mask& out) {
    std::array<double, word_cells> same;
    same.fill(a);
    Mask one;
    one.resize(word_cells);
    compare_cells(op, Cells{same.data()}, Constant{b}, word_cells, one);
    if (std::isnan(b)) one = {{0}, {~std::uint64_t{0}}};
    std::fill(out.yes.begin(), out.yes.end(), one.yes[0]);
    std::fill(out.maybe.begin(), out.maybe.end(), one.maybe[0]);
}

} // namespace

double combine(Op op, double a, double b) noexcept {
    const Plain left{&a, 0.0}, right{&b, 0.0};
    double out = 0.0;
    combine(op, left, right, 1, &out);
    return out;
}

void combine(Op op, Plain a, Plain b, std::size_t count, double* out) noexcept {
    switch (op) {
    case Op::add: return fill(a, b, count, out, [](double x, double y) { return known(x + y); });
    case Op::subtract: return fill(a, b, count, out, [](double x, double y) { return known(x - y); });
    case Op::multiply: return fill(a, b, count, out, [](double x, double y) { return known(x * y); });
    default: // by 0 it is infinite or nothing; what is divided by an infinity would be 0, and is nothing
        return fill(a, b, count, out,
                    [](double x, double y) { return std::fabs(y) <= largest ? known(x / y) : no_value; });
    }
}

void negate(const double* a, std::size_t count, double* out) noexcept {
    for (std::size_t i = 0; i < count; ++i) out[i] = known(-a[i]);
}

void compare(Op op, Plain a, Plain b, std::size_t count, Mask& out) {
    const bool no_b = !b.cells && std::isnan(b.constant), no_a = !a.cells && std::isnan(a.constant);
    if (!a.cells && !b.cells) return compare_constants(op, a.constant, b.constant, out);
    if (no_a || no_b) return compare_constants(op, no_value, no_value, out);
    if (!b.cells) return compare_cells(op, Cells{a.cells}, Constant{b.constant}, count, out);
    if (!a.cells) return compare_cells(turned(op), Cells{b.cells}, Constant{a.constant}, count, out);
    compare_cells(op, Cells{a.cells}, Cells{b.cells}, count, out);
}

} // namespace yanbao::screen
