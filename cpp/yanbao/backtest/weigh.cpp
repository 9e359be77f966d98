#include "yanbao/backtest/weigh.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace yanbao::backtest {

namespace {

/// The part that is still to be shared out, and what the free ones are of.
struct Pot {
    double left = 1.0, total = 0.0;
};

} // namespace

void weigh(std::span<const double> base, double most, std::span<double> out) {
    if (!(most > 0.0)) throw InvalidValue("largest weight", std::to_string(most));
    if (base.size() != out.size()) throw ShapeMismatch("weights", base.size(), out.size());
    if (base.empty()) return;
    const double largest = *std::max_element(base.begin(), base.end());
    Pot pot;
    for (std::size_t i = 0; i < base.size(); ++i) {
        out[i] = base[i] / largest; // so that no sum is beyond a double
        pot.total += out[i];
    }
    std::vector<std::uint8_t> full(base.size(), 0);
    for (bool more = true; more && pot.total > 0.0;) {
        more = false;
        double total = 0.0;
        std::size_t bound = 0;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (full[i] == 0 && out[i] / pot.total * pot.left > most) full[i] = 1, more = true;
            if (full[i] != 0)
                ++bound;
            else
                total += out[i];
        }
        if (more) pot = {std::max(0.0, 1.0 - most * static_cast<double>(bound)), total};
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = full[i] != 0 ? most : out[i] / pot.total * pot.left;
}

} // namespace yanbao::backtest
